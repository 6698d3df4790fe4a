#include "prefabunits.h"

#include "asked.h"
#include "frames.h"
#include "home.h"
#include "prefabscript.h"

#include <QRandomGenerator>
#include <QRegularExpression>

namespace hermes::prefab {

using namespace Qt::StringLiterals;
using docker::ContainerDetails;
using docker::Done;

namespace {

QString newId()
{
    QString id = idMark;
    for (int i = 0; i < 4; ++i)
        id += QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, u'0');
    return id.left(64);
}

/// An error as the engine would have it, from what the script says.
tl::unexpected<Error> failed(const QString &what, const ssh::ExecResult &ran)
{
    const QString words = QString::fromUtf8(ran.err.trimmed()).right(2000);
    switch (ran.exitCode) {
    case exitNotThere:
        return fail(ErrorKind::NotFound, what, translate("Prefab", "There is no such unit."));
    case exitConflict:
        return fail(
            ErrorKind::Conflict, what, words.isEmpty() ? translate("Prefab", "The name is taken already.") : words);
    case exitCutShort:
        return fail(ErrorKind::Network, what, translate("Prefab", "The link broke while it was sent."));
    case exitNoHermes:
        return fail(ErrorKind::NotFound, what, translate("Prefab", "Hermes was not found on the host."),
            translate("Prefab", "Install Hermes there, or give its path: host add --hermes PATH."));
    case exitNoRoom:
        return fail(ErrorKind::Remote, what, translate("Prefab", "systemd could not close off the tenant's room."),
            translate("Prefab", "Run hermes-admin host test: user namespaces may be switched off on that host."));
    default:
        break;
    }
    const bool noManager = words.contains("Failed to connect to bus"_L1) || words.contains("user manager"_L1);
    return fail(ErrorKind::Remote, what, words.isEmpty() ? u"exit %1"_s.arg(ran.exitCode) : words,
        noManager ? translate("Prefab", "Let the SSH user linger on the host: sudo loginctl enable-linger USER.")
                  : QString());
}

QString ownerOption(const char *name)
{
    return u"--%1=%2"_s.arg(QLatin1StringView(name)).arg(home::hermesUid);
}

} // namespace

Result<ssh::ExecResult> Units::run(Verb verb, const QStringList &arguments, const QByteArray &input, const Call &call)
{
    return m_connection->exec(script(verb, m_root, arguments), input, call);
}

Result<ssh::ExecResult> Units::inRoom(
    const QString &id, bool mustRun, const QStringList &argv, const QByteArray &input, const Call &call)
{
    return run(Verb::Run, QStringList{id, mustRun ? u"1"_s : u"0"_s} + escapedForSystemd(argv), input, call);
}

Result<QList<ContainerDetails>> Units::list(const Call &call)
{
    HERMES_ASSIGN(const auto ran, run(Verb::List, {}, {}, call));
    if (ran.exitCode != 0)
        return failed(translate("Prefab", "The units on the host could not be listed."), ran);
    return parseUnits(ran.out);
}

Result<ContainerDetails> Units::inspect(const QString &idOrName, const Call &call)
{
    HERMES_ASSIGN(const auto units, list(call));
    for (const auto &unit : units)
        if (unit.summary.id == idOrName || unit.summary.name == idOrName)
            return unit;
    return fail(ErrorKind::NotFound, translate("Prefab", "There is no unit %1 on the host.").arg(idOrName));
}

Result<docker::Created> Units::create(const docker::ContainerSpec &spec, const Call &call)
{
    // What systemd reads has separators of its own.
    static const QRegularExpression plain(u"^[A-Za-z0-9._/~@+-]+$"_s);
    const bool isTenant = spec.entrypoint.isEmpty();
    const QString port = QString::number(isTenant && !spec.ports.isEmpty() ? spec.ports.first().hostPort : 0);
    const QByteArray text = scriptOf(spec);
    const QString id = newId();
    QStringList arguments{id, spec.name, QString::number(text.size()), port, isTenant ? u"on-failure"_s : u"no"_s,
        QString::number(spec.stopTimeoutSeconds > 0 ? spec.stopTimeoutSeconds : 10), QString::number(spec.memoryBytes),
        QString::number(spec.pidsLimit), QString::number(spec.nanoCpus / 10'000'000), isTenant ? m_hermes : QString()};
    for (const auto &mount : spec.mounts) {
        if (!plain.match(mount.device).hasMatch())
            return fail(ErrorKind::Invalid,
                translate("Prefab", "The path %1 cannot be a prefab tenant's.").arg(mount.device), {},
                translate("Prefab", "Choose a data root of letters, digits and . _ - / only."));
        arguments.append(mount.device + u':' + mount.target);
    }
    const QByteArray input = recordOf(spec, QDateTime::currentMSecsSinceEpoch()) + '\n' + text;
    HERMES_ASSIGN(const auto ran, run(Verb::Create, arguments, input, call));
    if (ran.exitCode != 0)
        return failed(translate("Prefab", "The unit %1 could not be made.").arg(spec.name), ran);
    return docker::Created{id, {}};
}

static Result<Done> doneOr(const QString &what, const ssh::ExecResult &ran)
{
    if (ran.exitCode == 0)
        return Done::Done;
    if (ran.exitCode == exitAlreadySo)
        return Done::AlreadySo;
    return failed(what, ran);
}

Result<Done> Units::start(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const auto ran, run(Verb::Start, {id}, {}, call));
    return doneOr(translate("Prefab", "The tenant's unit could not be started."), ran);
}

Result<Done> Units::stop(const QString &id, int seconds, const Call &call)
{
    HERMES_ASSIGN(const auto ran, run(Verb::Stop, {id, QString::number(seconds)}, {}, call));
    return doneOr(translate("Prefab", "The tenant's unit could not be stopped."), ran);
}

Result<Done> Units::remove(const QString &id, bool force, const Call &call)
{
    HERMES_ASSIGN(const auto ran, run(Verb::Remove, {id, force ? u"1"_s : u"0"_s}, {}, call));
    if (ran.exitCode == exitNotThere)
        return Done::AlreadySo;
    return doneOr(translate("Prefab", "The tenant's unit could not be removed."), ran);
}

Result<Done> Units::pause(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const auto ran, run(Verb::Pause, {id}, {}, call));
    return doneOr(translate("Prefab", "The tenant's unit could not be paused."), ran);
}

Result<Done> Units::unpause(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const auto ran, run(Verb::Unpause, {id}, {}, call));
    return doneOr(translate("Prefab", "The tenant's unit could not go on."), ran);
}

Status Units::rename(const QString &id, const QString &name, const Call &call)
{
    HERMES_ASSIGN(const auto ran, run(Verb::Rename, {id, name}, {}, call));
    if (ran.exitCode != 0)
        return failed(translate("Prefab", "The unit could not be named %1.").arg(name), ran);
    return {};
}

Result<int> Units::wait(const QString &id, const Call &call)
{
    HERMES_ASSIGN(const auto ran, run(Verb::Wait, {id}, {}, call));
    if (ran.exitCode != 0)
        return failed(translate("Prefab", "The end of a unit could not be waited for."), ran);
    return ran.out.trimmed().toInt();
}

Status Units::putArchive(const QString &id, const QString &path, const QByteArray &tar, const Call &call)
{
    HERMES_ASSIGN(const auto ran,
        inRoom(id, false, {u"tar"_s, u"--no-same-owner"_s, u"-xpf"_s, u"-"_s, u"-C"_s, path}, tar, call));
    if (ran.exitCode != 0)
        return failed(translate("Prefab", "Files could not be written to %1 of the home.").arg(path), ran);
    return {};
}

Result<QByteArray> Units::getArchive(const QString &id, const QString &path, const Call &call)
{
    const QString script
        = u"[ -e \"$1\" ] || [ -L \"$1\" ] || exit 44; exec tar --format=posix --numeric-owner \"$2\" \"$3\" "
          "-cf - -C \"${1%/*}/\" \"${1##*/}\""_s;
    HERMES_ASSIGN(auto ran,
        inRoom(id, false, {u"sh"_s, u"-c"_s, script, u"sh"_s, path, ownerOption("owner"), ownerOption("group")}, {},
            call));
    if (ran.exitCode == exitNotThere)
        return fail(ErrorKind::NotFound, translate("Prefab", "There is no %1 in the home.").arg(path));
    // 1: a file changed while it was read, which an agent that runs may do at any time.
    if (ran.exitCode != 0 && ran.exitCode != 1)
        return failed(translate("Prefab", "%1 of the home could not be read.").arg(path), ran);
    return std::move(ran.out);
}

Result<docker::PathStat> Units::statArchive(const QString &id, const QString &path, const Call &call)
{
    const QString script
        = u"[ -e \"$1\" ] || [ -L \"$1\" ] || exit 44; stat -c '%f %s %.9Y' -- \"$1\"; readlink -- \"$1\"; :"_s;
    HERMES_ASSIGN(const auto ran, inRoom(id, false, {u"sh"_s, u"-c"_s, script, u"sh"_s, path}, {}, call));
    if (ran.exitCode == exitNotThere)
        return fail(ErrorKind::NotFound, translate("Prefab", "There is no %1 in the home.").arg(path));
    const QList<QByteArray> lines = ran.out.split('\n');
    const QList<QByteArray> facts = lines.first().split(' ');
    if (ran.exitCode != 0 || facts.size() != 3)
        return failed(translate("Prefab", "%1 of the home could not be looked at.").arg(path), ran);
    constexpr quint32 typeBits = 0170000;
    constexpr quint32 directory = 0040000;
    const quint32 mode = facts.at(0).toUInt(nullptr, 16);
    docker::PathStat stat;
    stat.name = path.section(u'/', -1);
    stat.size = facts.at(1).toLongLong();
    stat.mode = mode & 07777U;
    stat.isDirectory = (mode & typeBits) == directory;
    stat.linkTarget = QString::fromUtf8(lines.value(1));
    stat.modified = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(facts.at(2).toDouble() * 1000), Qt::UTC);
    return stat;
}

Status Units::readLogs(const QString &id, const docker::LogOptions &options,
    const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call)
{
    docker::LineSplitter lines([&](const QByteArray &text) { line(text, false); });
    HERMES_ASSIGN(const auto ran,
        m_connection->execStreaming(
            script(Verb::Logs, m_root,
                {id, options.follow ? u"1"_s : u"0"_s, QString::number(options.tail),
                    QString::number(options.sinceSeconds), options.timestamps ? u"1"_s : u"0"_s}),
            {},
            [&](const QByteArray &out, const QByteArray &) {
                lines.feed(out);
                return true;
            },
            call));
    lines.finish();
    if (ran.exitCode != 0)
        return failed(translate("Prefab", "The tenant's journal could not be read."), ran);
    return {};
}

Result<docker::Engine::ExecResult> Units::exec(
    const QString &id, const QStringList &argv, const docker::ExecOptions &options, const Call &call)
{
    HERMES_ASSIGN(auto ran, inRoom(id, true, argv, options.attachInput ? options.input : QByteArray(), call));
    if (ran.exitCode == exitNotThere && ran.err.isEmpty() && ran.out.isEmpty()) {
        HERMES_TRY(inspect(id, call)); // the command's own, or ours?
    }
    if (ran.exitCode == exitNoRoom || (ran.exitCode == exitConflict && ran.err.startsWith("it does not run")))
        return failed(translate("Prefab", "A command could not be run for this tenant."), ran);
    return docker::Engine::ExecResult{ran.exitCode, std::move(ran.out), std::move(ran.err)};
}

namespace {

/// Passes a command's stdout on, but for the end of the stream, which says how it ended.
class Trailer {
public:
    static constexpr qsizetype most = 70'000; ///< what the script may say on stderr, and the figures after it
    static constexpr qsizetype figures = 11;
    explicit Trailer(const std::function<void(QByteArrayView)> &output)
        : m_output(output)
    { }
    void feed(QByteArrayView bytes)
    {
        m_kept.append(bytes.data(), bytes.size());
        if (const qsizetype sure = m_kept.size() - most; sure > most) {
            pass(sure);
            m_kept.remove(0, sure);
        }
    }
    [[nodiscard]] Result<docker::Engine::ExecResult> finish()
    {
        const qsizetype size = m_kept.size();
        bool isLength = false;
        bool isCode = false;
        const qsizetype length = m_kept.mid(size - figures, 8).toLongLong(&isLength);
        const int code = m_kept.right(3).toInt(&isCode);
        if (size < figures || !isLength || !isCode || length > size - figures)
            return fail(ErrorKind::Network, translate("Prefab", "The link broke while a command ran on the host."));
        pass(size - figures - length);
        return docker::Engine::ExecResult{code, {}, m_kept.mid(size - figures - length, length)};
    }

private:
    void pass(qsizetype size)
    {
        if (m_output && size > 0)
            m_output(QByteArrayView(m_kept).first(size));
    }
    const std::function<void(QByteArrayView)> &m_output;
    QByteArray m_kept;
};

} // namespace

Result<docker::Engine::ExecResult> Units::execStream(
    const QString &id, const QStringList &argv, const docker::Engine::ExecStreams &streams, const Call &call)
{
    constexpr qsizetype piece = 256 * 1024;
    HERMES_ASSIGN(const auto stream,
        m_connection->openCommand(
            script(Verb::Stream, m_root, QStringList{id, u"1"_s} + escapedForSystemd(argv)), call));
    // Its stdin is written beside: a command may say much before it has read all.
    Asked<Status> sent;
    if (streams.input)
        sent = Asked<Status>::ask([&]() -> Status {
            for (;;) {
                HERMES_ASSIGN(const QByteArray next, streams.input(call));
                if (next.isEmpty())
                    return stream->closeWrite(call);
                HERMES_TRY(stream->write(next, call));
            }
        });
    else
        HERMES_TRY(stream->closeWrite(call));
    Trailer trailer(streams.output);
    QByteArray buffer(piece, Qt::Uninitialized);
    Result<qsizetype> got = 0;
    while ((got = stream->read(buffer.data(), buffer.size(), call)) && *got > 0)
        trailer.feed(QByteArrayView(buffer).first(*got));
    stream->close();
    const Status written = sent.valid() ? sent.get() : Status();
    HERMES_TRY(got);
    HERMES_ASSIGN(auto ran, trailer.finish());
    // A command that ended by itself need not have read all.
    if (!written && ran.exitCode == 0)
        return tl::unexpected<Error>(written.error());
    return ran;
}

Result<HostFacts> Units::facts(const Call &call)
{
    HERMES_ASSIGN(const auto ran, run(Verb::Probe, {m_hermes}, {}, call));
    if (ran.exitCode != 0)
        return failed(translate("Prefab", "What the host has for prefab tenants could not be asked."), ran);
    return parseFacts(ran.out);
}

} // namespace hermes::prefab
