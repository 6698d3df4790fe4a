#include "connection.h"

#include "sshexec.h"
#include "sshfilescript.h"
#include "sshforward.h"
#include "sshforwarder.h"
#include "sshloop.h"

#include <QRandomGenerator>
#include <array>

namespace hermes::ssh {

QString stateName(State state)
{
    switch (state) {
    case State::Idle:
        return QStringLiteral("Idle");
    case State::Connecting:
        return QStringLiteral("Connecting");
    case State::HostKey:
        return QStringLiteral("HostKey");
    case State::Auth:
        return QStringLiteral("Auth");
    case State::Ready:
        return QStringLiteral("Ready");
    case State::Degraded:
        return QStringLiteral("Degraded");
    case State::Dead:
        break;
    }
    return QStringLiteral("Dead");
}

namespace {

constexpr qsizetype mostOutput = 64 * 1024 * 1024;

class ChannelStream final : public ByteStream {
public:
    explicit ChannelStream(std::shared_ptr<Channel> channel)
        : m_channel(std::move(channel))
    { }
    ~ChannelStream() override { m_channel->close(); }
    Result<qsizetype> read(char *to, qsizetype max, const Call &call) override
    {
        return m_channel->read(to, max, call);
    }
    Status write(QByteArrayView bytes, const Call &call) override { return m_channel->write(bytes, call); }
    Status closeWrite(const Call &) override
    {
        m_channel->closeWrite();
        return {};
    }
    void close() override { m_channel->close(); }

private:
    std::shared_ptr<Channel> m_channel;
};

QByteArray newMarker()
{
    return "hermes-" + QByteArray::number(QRandomGenerator::global()->generate64(), 16);
}

} // namespace

class Connection::Private {
public:
    Private(Target target, std::shared_ptr<KnownHosts> knownHosts, Prompts prompts, Timings timings)
        : loop(std::move(target), std::move(knownHosts), std::move(prompts), timings)
        , host(placeOf(loop.target))
    { }

    Result<std::shared_ptr<Channel>> open(Channel::Plan plan, const Call &call)
    {
        const auto channel = std::make_shared<Channel>(std::move(plan), loop.mailbox);
        HERMES_TRY(begin());
        if (const Status opened = channel->open(call); !opened)
            return tl::unexpected(explain(opened.error()));
        return channel;
    }
    Status begin();
    Error explain(const Error &error) const;
    Result<SocketFault> lookAt(const QString &path, const Call &call);
    Result<std::shared_ptr<Channel>> openSocket(const QString &path, const Call &call);
    Result<ExecResult> run(const QStringList &argv, const QByteArray &input,
        const std::function<bool(const QByteArray &, const QByteArray &)> &output, const Call &call);
    Result<ExecResult> runAll(const QStringList &argv, const QByteArray &input, const Call &call);

    Loop loop;
    const QString host;
    std::array<std::atomic<int>, 2> refusedIn = {}; ///< by Forwarding: the session in which the server refused it
    std::mutex mutex;
    QString home;
};

Status Connection::Private::begin()
{
    const Loop::Facts facts = loop.facts();
    if (facts.isRefused && facts.lastError)
        return tl::unexpected(*facts.lastError);
    loop.start();
    return {};
}

/// A caller that ran out of time while the link was down wants to know why it is down.
Error Connection::Private::explain(const Error &error) const
{
    const Loop::Facts facts = loop.facts();
    if (error.kind != ErrorKind::Timeout || facts.state == State::Ready)
        return error;
    if (facts.lastError)
        return *facts.lastError;
    return {ErrorKind::Timeout, translate("Ssh", "%1 was not ready in time.").arg(host),
        translate("Ssh", "The connection got as far as: %1.").arg(stateName(facts.state)),
        translate("Ssh", "Check the address and that the host is up.")};
}

Result<ExecResult> Connection::Private::run(const QStringList &argv, const QByteArray &input,
    const std::function<bool(const QByteArray &, const QByteArray &)> &output, const Call &call)
{
    HERMES_ASSIGN(Channel::Plan plan, commandPlan(argv, newMarker()));
    plan.input = input;
    plan.closesInput = true;
    HERMES_ASSIGN(const std::shared_ptr<Channel> channel, open(std::move(plan), call));
    return runCommand(*channel, argv.first(), host, output, call);
}

Result<ExecResult> Connection::Private::runAll(const QStringList &argv, const QByteArray &input, const Call &call)
{
    QByteArray out;
    QByteArray err;
    bool tooMuch = false;
    auto result = run(
        argv, input,
        [&](const QByteArray &moreOut, const QByteArray &moreErr) {
            out += moreOut;
            err += moreErr;
            tooMuch = out.size() > mostOutput || err.size() > mostOutput;
            return !tooMuch;
        },
        call);
    if (tooMuch) {
        return fail(ErrorKind::Remote,
            translate("Ssh", "%1 on %2 printed more than %3 MiB and was ended.")
                .arg(argv.first(), host)
                .arg(mostOutput >> 20));
    }
    if (result) {
        result->out = std::move(out);
        result->err = std::move(err);
    }
    return result;
}

Result<SocketFault> Connection::Private::lookAt(const QString &path, const Call &call)
{
    HERMES_ASSIGN(const ExecResult seen, runAll(lookAtSocket(path), {}, call.within(std::chrono::seconds(5))));
    return whatIsWrong(seen.out.trimmed());
}

Result<std::shared_ptr<Channel>> Connection::Private::openSocket(const QString &path, const Call &call)
{
    const auto dial = [&] { return open({.kind = Channel::Kind::Unix, .target = path.toUtf8()}, call); };
    auto channel = dial();
    if (channel || channel.error().kind != ErrorKind::Remote)
        return channel;
    const int session = loop.facts().logins;
    const auto fault = lookAt(path, call);
    if (!fault)
        return channel;
    // What listens now may just have been started.
    if (*fault == SocketFault::ForwardRefused) {
        channel = dial();
        if (channel || channel.error().kind != ErrorKind::Remote)
            return channel;
        refusedIn[size_t(Forwarding::Unix)] = session;
    }
    return tl::unexpected(socketError(*fault, path, loop.target.user, host, channel.error().detail));
}

Connection::Connection(Target target, std::shared_ptr<KnownHosts> knownHosts, Prompts prompts, Timings timings)
    : d(std::make_unique<Private>(std::move(target), std::move(knownHosts), std::move(prompts), timings))
{ }

Connection::~Connection() = default;

Status Connection::connect(const Call &call)
{
    HERMES_TRY(d->open({}, call));
    return {};
}

void Connection::reconnect()
{
    d->loop.forgetRefusal();
}

void Connection::logInAnew()
{
    d->loop.logInAnew();
}

std::optional<Deadline::Steady::time_point> Connection::nextAttempt() const
{
    return d->loop.facts().nextAttempt;
}

State Connection::state() const
{
    return d->loop.facts().state;
}

std::optional<Error> Connection::lastError() const
{
    return d->loop.facts().lastError;
}

void Connection::onStateChanged(std::function<void(State)> callback)
{
    d->loop.onStateChanged(std::move(callback));
}

std::optional<HostKey> Connection::hostKey() const
{
    return d->loop.facts().hostKey;
}

QString Connection::serverBanner() const
{
    return d->loop.facts().banner;
}

QString Connection::userKeyFingerprint() const
{
    return d->loop.facts().userKeyFingerprint;
}

bool Connection::forwardsRefused(Forwarding kind) const
{
    const int session = d->refusedIn[size_t(kind)];
    return session > 0 && session == d->loop.facts().logins;
}

Result<QString> Connection::homeDirectory(const Call &call)
{
    {
        const std::lock_guard lock(d->mutex);
        if (!d->home.isEmpty())
            return d->home;
    }
    HERMES_ASSIGN(const ExecResult result,
        exec({QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("cd && pwd")}, {}, call));
    const QString home = QString::fromUtf8(result.out).trimmed();
    if (result.exitCode != 0 || !home.startsWith(QLatin1Char('/'))) {
        return fail(ErrorKind::Remote,
            translate("Ssh", "%1 has no home directory on %2.").arg(d->loop.target.user, d->host),
            QString::fromUtf8(result.err).trimmed(), translate("Ssh", "Create it, owned by that user."));
    }
    const std::lock_guard lock(d->mutex);
    d->home = home;
    return home;
}

Result<ExecResult> Connection::exec(const QStringList &argv, const QByteArray &input, const Call &call)
{
    return d->runAll(argv, input, call);
}

Result<ExecResult> Connection::execStreaming(const QStringList &argv, const QByteArray &input,
    const std::function<bool(const QByteArray &out, const QByteArray &err)> &output, const Call &call)
{
    return d->run(argv, input, output, call);
}

Result<std::unique_ptr<ByteStream>> Connection::openUnix(const QString &path, const Call &call)
{
    HERMES_ASSIGN(auto channel, d->openSocket(path, call));
    return std::make_unique<ChannelStream>(std::move(channel));
}

Result<std::unique_ptr<ByteStream>> Connection::openTcp(const QString &host, quint16 port, const Call &call)
{
    auto channel = d->open({.kind = Channel::Kind::Tcp, .target = host.toUtf8(), .port = port}, call);
    if (!channel) {
        Error error = channel.error();
        if (isProhibited(error)) {
            d->refusedIn[size_t(Forwarding::Tcp)] = d->loop.facts().logins;
            error = socketError(SocketFault::ForwardRefused, {}, {}, d->host, error.detail);
        }
        return tl::unexpected(error);
    }
    return std::make_unique<ChannelStream>(std::move(*channel));
}

Result<std::unique_ptr<ByteStream>> Connection::openCommand(const QStringList &argv, const Call &call)
{
    HERMES_ASSIGN(Channel::Plan plan, commandPlan(argv, newMarker()));
    plan.isStream = true;
    HERMES_ASSIGN(auto channel, d->open(std::move(plan), call));
    return std::make_unique<ChannelStream>(std::move(channel));
}

Result<std::unique_ptr<Forward>> Connection::forward(const ForwardTarget &to, const QString &localPath)
{
    if (forwardsRefused(to.path.isEmpty() ? Forwarding::Tcp : Forwarding::Unix))
        return tl::unexpected(socketError(SocketFault::ForwardRefused, {}, {}, d->host, {}));
    Channel::Plan plan{.kind = Channel::Kind::Tcp, .target = to.host.toUtf8(), .port = to.port};
    if (!to.path.isEmpty())
        plan = {.kind = Channel::Kind::Unix, .target = to.path.toUtf8()};
    HERMES_TRY(d->begin());
    auto made = std::make_unique<Forward::Private>(std::move(plan), d->loop.mailbox);
    HERMES_TRY(made->listen(localPath));
    return std::unique_ptr<Forward>(new Forward(std::move(made)));
}

Status Connection::writeFile(const QString &path, const QByteArray &bytes, int mode, const Call &call)
{
    HERMES_ASSIGN(
        const ExecResult result, exec(writeScript(path, bytes.size(), mode, WriteKind::Replace), bytes, call));
    return judgeScript(result, FileAct::Write, path);
}

} // namespace hermes::ssh
