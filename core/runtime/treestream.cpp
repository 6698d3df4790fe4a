#include "treestream.h"

#include "containerspec.h"
#include "pipe.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QRandomGenerator>

namespace hermes::containers {

using namespace Qt::StringLiterals;
using ExecStreams = docker::Engine::ExecStreams;

ExecStreams readingPaths(const QList<QByteArray> &paths)
{
    QByteArray lines;
    for (const auto &path : paths)
        lines += path + '\0';
    ExecStreams streams;
    streams.input = [lines](const Call &) mutable -> Result<QByteArray> { return std::exchange(lines, QByteArray()); };
    return streams;
}

namespace {

// What changed or went away while it was read is seen by the comparison afterwards.
constexpr int changedMeanwhile = 2;

/// Tells how far a transfer is, twice a second at most.
class Gauge {
public:
    Gauge(const std::function<void(const QString &)> &note, qint64 all)
        : m_note(note)
        , m_all(all)
    {
        m_timer.start();
    }
    void passed(qint64 bytes)
    {
        constexpr qint64 everyMs = 500;
        m_passed += bytes;
        if (!m_note || m_timer.elapsed() < everyMs)
            return;
        m_timer.restart();
        const QLocale locale = QLocale::c();
        m_note(translate("Runtime", "%1 of %2 are over")
                   .arg(locale.formattedDataSize(std::min(m_passed, m_all), 1), locale.formattedDataSize(m_all, 1)));
    }

private:
    const std::function<void(const QString &)> &m_note;
    qint64 m_all;
    qint64 m_passed = 0;
    QElapsedTimer m_timer;
};

/// One host's end of the way beside the engine: a named pipe in the archive, which the job sees too.
struct SidePipe {
    std::unique_ptr<ByteStream> stream = {}; ///< null: through the engine
    QString inJob = {};
};

SidePipe openSidePipe(
    const HeldJob &job, const QString &root, ssh::PipeEnd end, const TreeDifference &difference, const Call &call)
{
    const HostLink &link = job.link();
    // The commands of a prefab tenant do not pass through an engine.
    if (difference.bytes < link.sidePipesFrom || job.tier() == Tier::Prefab)
        return {};
    // Home and archive go over at the same time, on one host even both ways.
    const QString name = u".%1-%2-%3"_s.arg(root == archiveTarget ? u"archive"_s : u"home"_s,
        end == ssh::PipeEnd::Reading ? u"out"_s : u"in"_s,
        QString::number(QRandomGenerator::global()->generate64(), 16));
    auto stream = link.files->openPipe(hostpaths::archive(link.host, job.tenantId()) + u'/' + name, end, call);
    return stream ? SidePipe{std::move(*stream), archiveTarget + u'/' + name} : SidePipe();
}

/// One stream under way: both commands, and what passes between them.
class TreeStream {
public:
    TreeStream(const Transfer &way, const TreeDifference &difference, SidePipe out, SidePipe in, const Call &call)
        : m_way(way)
        , m_difference(difference)
        , m_out(std::move(out))
        , m_in(std::move(in))
        , m_call(call)
        , m_byCaller(call.cancel.onCancel([this] { m_broken.cancel(); }))
        , m_sending{call.deadline, m_broken.token()}
        , m_between(way.from.link().isAtHand ? std::numeric_limits<qsizetype>::max() : underWay)
        , m_gauge(way.note, difference.bytes)
    { }
    [[nodiscard]] Status run();
    /// Nothing has happened, because a job did not see its pipe.
    [[nodiscard]] bool isUnseen() const { return m_isUnseen; }

private:
    static constexpr qsizetype underWay = 4 << 20;
    using Ran = Result<docker::Engine::ExecResult>;
    [[nodiscard]] Ran runSender();
    [[nodiscard]] Status drain();
    [[nodiscard]] Status send();
    [[nodiscard]] Status feed();
    [[nodiscard]] Ran runReceiver();
    [[nodiscard]] Status judge(const HeldJob &job, const Ran &ran);
    void pass(QByteArray bytes);
    void breakOff(const Error &error);

    const Transfer &m_way;
    const TreeDifference &m_difference;
    const SidePipe m_out;
    const SidePipe m_in;
    const Call m_call;
    CancelSource m_broken; ///< nobody waits for the rest
    const CancelToken::Registration m_byCaller;
    const Call m_sending;
    Pipe m_between;
    Gauge m_gauge;
    qint64 m_passed = 0;
    std::atomic<bool> m_hasFailed = false;
    std::atomic<bool> m_isUnseen = false;
};

void TreeStream::pass(QByteArray bytes)
{
    m_gauge.passed(bytes.size());
    m_passed += bytes.size();
    if (!m_between.write(std::move(bytes), m_sending))
        m_broken.cancel();
}

void TreeStream::breakOff(const Error &error)
{
    m_hasFailed = true;
    m_between.abort(error);
    m_broken.cancel();
}

Status TreeStream::judge(const HeldJob &job, const Ran &ran)
{
    Status done = wentWell(job, ran);
    // Where the other side has failed before, the pipe was closed.
    if (!done && !m_hasFailed.exchange(true))
        m_isUnseen = ran && ran->exitCode == pipeNotSeen;
    return done;
}

TreeStream::Ran TreeStream::runSender()
{
    ExecStreams streams = readingPaths(m_difference.missing);
    if (!m_out.stream)
        streams.output = [this](QByteArrayView bytes) { pass(bytes.toByteArray()); };
    const auto verb = m_way.from.tier() == Tier::Prefab ? TreeVerb::SendAsHermes : TreeVerb::Send;
    auto ran = m_way.from.run(treeCommand(verb, m_way.root, m_out.inJob), streams, m_sending);
    // It need not have come to open its end.
    if (m_out.stream && (!ran || ran->exitCode > changedMeanwhile))
        m_out.stream->close();
    return ran;
}

/// Passes on what comes out beside the engine.
Status TreeStream::drain()
{
    for (;;) {
        QByteArray bytes(256 << 10, Qt::Uninitialized);
        const auto got = m_out.stream->read(bytes.data(), bytes.size(), m_sending);
        if (!got)
            m_out.stream->close();
        HERMES_TRY(got);
        if (*got == 0)
            return {};
        bytes.truncate(*got);
        bytes.squeeze(); // it may wait a while
        pass(std::move(bytes));
    }
}

Status TreeStream::send()
{
    auto asked = ask(m_way.from.link(), [this] { return runSender(); });
    const Status drained = m_out.stream ? drain() : Status();
    const auto ran = asked.get();
    const bool isWarm = m_way.isWarm && ran && ran->exitCode <= changedMeanwhile;
    Status done = isWarm ? Status() : judge(m_way.from, ran);
    if (done)
        done = drained;
    if (done && m_out.stream && bytesSent(ran->err) != m_passed)
        done = fail(ErrorKind::Remote,
            translate("Runtime", "Host %1 was cut off while it sent.").arg(m_way.from.link().host.name),
            QString::fromUtf8(ran->err.trimmed()).section(u'\n', -3), translate("Runtime", "It is tried again."));
    if (done) {
        m_between.finish();
    } else {
        m_hasFailed = true;
        m_between.abort(done.error());
    }
    return done;
}

/// Passes on, beside the engine, what is to go in.
Status TreeStream::feed()
{
    for (;;) {
        const auto piece = m_between.read(m_sending);
        Status fed = piece ? Status() : tl::unexpected<Error>(piece.error());
        if (fed)
            fed = piece->isEmpty() ? m_in.stream->closeWrite(m_sending) : m_in.stream->write(*piece, m_sending);
        if (!fed) {
            m_in.stream->close();
            breakOff(fed.error());
            return fed;
        }
        if (piece->isEmpty())
            return {};
    }
}

TreeStream::Ran TreeStream::runReceiver()
{
    ExecStreams streams;
    if (!m_in.stream)
        streams.input = [this](const Call &reader) { return m_between.read(reader); };
    const bool becomesOwn = m_way.root == archiveTarget || m_way.to.tier() == Tier::Prefab;
    const auto verb = becomesOwn ? TreeVerb::ReceiveAsOwn : TreeVerb::Receive;
    return m_way.to.run(treeCommand(verb, m_way.root, m_in.inJob), streams, m_call);
}

Status TreeStream::run()
{
    auto sending = ask(m_way.from.link(), [this] { return send(); });
    auto feeding = m_in.stream ? ask(m_way.to.link(), [this] { return feed(); }) : Asked<Status>::known(Status());
    const Status received = judge(m_way.to, runReceiver());
    if (!received)
        breakOff(received.error());
    const Status fed = feeding.get();
    Status sent = sending.get();
    // A receiver that was cut off says less than why.
    if (!sent && sent.error().kind != ErrorKind::Cancelled)
        return sent;
    HERMES_TRY(received);
    HERMES_TRY(fed);
    return sent;
}

} // namespace

Status sendTree(const Transfer &way, const TreeDifference &difference, const Call &call)
{
    if (difference.missing.isEmpty())
        return {};
    auto out = ask(
        way.from.link(), [&] { return openSidePipe(way.from, way.root, ssh::PipeEnd::Reading, difference, call); });
    SidePipe in = openSidePipe(way.to, way.root, ssh::PipeEnd::Writing, difference, call);
    {
        TreeStream stream(way, difference, out.get(), std::move(in), call);
        Status sent = stream.run();
        if (!stream.isUnseen())
            return sent;
    }
    return TreeStream(way, difference, {}, {}, call).run();
}

} // namespace hermes::containers
