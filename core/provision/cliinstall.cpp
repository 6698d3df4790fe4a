#include "cliinstall.h"

#include "cliscript.h"

#include <QElapsedTimer>
#include <QHash>
#include <QVersionNumber>

namespace hermes {

using namespace Qt::StringLiterals;
using clihost::Verb;

/// What is there before.
struct CliInstall::Facts {
    QHash<QString, QString> of;
    QByteArray keys; ///< authorized_keys
    QByteArray unit;
    QByteArray settings;

    [[nodiscard]] bool is(const QString &key) const { return of.value(key) == "yes"_L1; }
    [[nodiscard]] bool isRunning() const { return of.value(u"worker"_s) == "active"_L1; }
};

namespace {

Result<QByteArray> readIfThere(ssh::HostFiles &files, const QString &path, const Call &call)
{
    auto read = files.read(path, call);
    if (!read && read.error().kind == ErrorKind::NotFound)
        return QByteArray();
    return read;
}

Error failedThere(const QString &message, const ssh::ExecResult &ran, const QString &hint = {})
{
    const QString words = QString::fromUtf8(ran.err.trimmed()).right(2000);
    return Error{ErrorKind::Remote, message, words.isEmpty() ? u"exit %1"_s.arg(ran.exitCode) : words, hint};
}

bool namesRegistry(const QByteArray &settings)
{
    static const QByteArray name("HERMES_ADMIN_REGISTRY=");
    const auto lines = settings.split('\n');
    return std::any_of(lines.begin(), lines.end(),
        [](const QByteArray &line) { return line.startsWith(name) && line.trimmed().size() > name.size(); });
}

bool isDoorLine(const QByteArray &line)
{
    return line.contains("/hermes-admin backend-door\",restrict ");
}

int doorsIn(const QByteArray &keys)
{
    const auto lines = keys.split('\n');
    return int(std::count_if(lines.begin(), lines.end(), isDoorLine));
}

/// Tells one step with its time.
template <class F> Status stepOf(const QString &name, const Progress &progress, F act)
{
    QElapsedTimer timer;
    timer.start();
    if (progress)
        progress({StepEvent::Kind::Begin, {}, name, {}, true, 0});
    Status done = act();
    if (progress)
        progress({StepEvent::Kind::End, {}, name, done ? QString() : done.error().message, done.has_value(),
            timer.elapsed()});
    return done;
}

} // namespace

Result<CliInstall::Facts> CliInstall::look(const CliWish &wish, const Call &call)
{
    const QString hash = wish.bundle ? wish.bundle->hash : u"none"_s;
    HERMES_ASSIGN(const auto ran, m_connection.exec(clihost::script(Verb::Look, {hash}), {}, call));
    if (ran.exitCode != 0)
        return tl::unexpected(failedThere(translate("Cli", "The host could not be looked at."), ran));
    Facts facts;
    for (const QByteArray &line : ran.out.split('\n'))
        if (const auto at = line.indexOf('='); at > 0)
            facts.of.insert(QString::fromUtf8(line.left(at)), QString::fromUtf8(line.mid(at + 1)).trimmed());
    HERMES_ASSIGN(facts.keys, readIfThere(m_files, clihost::keys, call));
    HERMES_ASSIGN(facts.unit, readIfThere(m_files, clihost::unit, call));
    HERMES_ASSIGN(facts.settings, readIfThere(m_files, clihost::settings, call));
    return facts;
}

Status CliInstall::check(const CliWish &wish, const Facts &facts) const
{
    if (facts.is(u"foreign"_s) && wish.bundle)
        return fail(ErrorKind::Conflict, translate("Cli", "There is another hermes-admin on the host."),
            clihost::program, translate("Cli", "Move it away; it was not put there by this program."));
    const bool willRun = wish.start || (facts.isRunning() && !wish.environment.isEmpty());
    if (willRun && !namesRegistry(wish.environment.isEmpty() ? facts.settings : wish.environment))
        return fail(ErrorKind::Conflict, translate("Cli", "The worker there has no registry to work on."),
            clihost::settings,
            translate("Cli",
                "Give it settings that name the fleet's (--environment FILE): one of its own would claim "
                "the host a second time."));
    if (!wish.bundle || wish.remove)
        return {};
    const CliBundle &bundle = *wish.bundle;
    if (facts.of.value(u"kernel"_s) != "Linux"_L1 || facts.of.value(u"machine"_s) != bundle.machine)
        return fail(ErrorKind::Conflict, translate("Cli", "The program is for another kind of machine."),
            translate("Cli", "the host: %1 %2, the program: Linux %3")
                .arg(facts.of.value(u"kernel"_s), facts.of.value(u"machine"_s), bundle.machine),
            translate("Cli", "Give one that was built for it: --from FILE."));
    const QString glibc = facts.of.value(u"glibc"_s);
    if (QVersionNumber::fromString(glibc) < QVersionNumber::fromString(bundle.glibc))
        return fail(ErrorKind::Conflict, translate("Cli", "The host's C library is too old for the program."),
            translate("Cli", "glibc %1 there, %2 is needed").arg(glibc.isEmpty() ? u"?"_s : glibc, bundle.glibc),
            translate("Cli", "Give one that was built on such a system: --from FILE."));
    constexpr qint64 unpackedTimes = 5;
    const bool isSent = !facts.is(u"there"_s);
    if (isSent && facts.of.value(u"free"_s).toLongLong() < bundle.packed.size() * unpackedTimes)
        return fail(ErrorKind::Remote, translate("Cli", "The host has no room for the program."), {},
            translate("Cli", "Make room in the home of its SSH user."));
    return {};
}

Result<QByteArray> CliInstall::keysAfter(const CliWish &wish, const Facts &facts) const
{
    const QString home = facts.of.value(u"home"_s);
    const QByteArray blob = wish.backendKey.section(u' ', 1, 1).toLatin1();
    if (!wish.remove && blob.isEmpty())
        return facts.keys;
    QList<QByteArray> lines = facts.keys.split('\n');
    while (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    if (wish.remove) {
        lines.removeIf(
            [&](const QByteArray &line) { return isDoorLine(line) && (blob.isEmpty() || line.contains(blob)); });
    } else {
        const QByteArray wanted = clihost::keyLine(home, wish.backendKey).toUtf8();
        if (wanted.count('"') != 2 || home.contains(u' '))
            return fail(ErrorKind::Invalid, translate("Cli", "The home of the host's user has an unusual name."), home);
        for (const QByteArray &line : std::as_const(lines))
            if (line != wanted && line.contains(blob))
                return fail(ErrorKind::Conflict, translate("Cli", "That key is let in already, with other rights."),
                    clihost::keys,
                    translate("Cli", "Make another key for the backend, or remove its line on the host first."));
        if (!lines.contains(wanted))
            lines.append(wanted);
    }
    return lines.isEmpty() ? QByteArray() : lines.join('\n') + '\n';
}

Result<QList<PlanStep>> CliInstall::plan(const CliWish &wish, const Call &call)
{
    HERMES_ASSIGN(const Facts facts, look(wish, call));
    HERMES_TRY(check(wish, facts));
    HERMES_ASSIGN(const QByteArray keys, keysAfter(wish, facts));
    QList<PlanStep> steps;
    const bool takesAll = wish.remove && wish.backendKey.isEmpty();
    if (takesAll && facts.is(u"unit"_s))
        steps.append({u"stop-worker"_s, clihost::unit, translate("Cli", "and remove its unit"), true});
    if (takesAll && facts.of.contains(u"bundle"_s))
        steps.append({u"remove"_s, clihost::program, translate("Cli", "settings and registry stay"), true});
    if (wish.bundle && !wish.remove && facts.of.value(u"bundle"_s) != wish.bundle->hash)
        steps.append({u"put"_s, clihost::program,
            translate("Cli", "%1, %2 MiB; it is tried before it takes the place of another")
                .arg(wish.bundle->version)
                .arg((facts.is(u"there"_s) ? 0 : wish.bundle->packed.size()) >> 20),
            false});
    if (wish.bundle && !wish.remove && !facts.is(u"unit"_s))
        steps.append({u"unit"_s, clihost::unit, translate("Cli", "it is not started by that"), false});
    if (!wish.environment.isEmpty() && wish.environment != facts.settings)
        steps.append({u"settings"_s, clihost::settings, {}, false});
    if (wish.start && !facts.isRunning())
        steps.append({u"start-worker"_s, clihost::unit, translate("Cli", "now and with the machine"), false});
    if (keys != facts.keys)
        steps.append({u"keys"_s, clihost::keys,
            wish.remove ? translate("Cli", "the backend's door is closed")
                        : translate("Cli", "one key may come to the backend's door, and to nothing else"),
            wish.remove});
    return steps;
}

Status CliInstall::put(const CliWish &wish, const Facts &facts, CliState &state, const Call &call)
{
    const CliBundle &bundle = *wish.bundle;
    const bool isUsed = facts.of.value(u"bundle"_s) == bundle.hash;
    if (isUsed && facts.of.value(u"version"_s) == bundle.version)
        return {};
    // One that is used and does not run is sent anew.
    const QByteArray packed = facts.is(u"there"_s) && !isUsed ? QByteArray() : bundle.packed;
    HERMES_ASSIGN(const auto ran,
        m_connection.exec(
            clihost::script(Verb::Put, {bundle.hash, QString::number(packed.size()), bundle.version}), packed, call));
    if (ran.exitCode == clihost::exitCutShort)
        return fail(ErrorKind::Network, translate("Cli", "The link broke while the program was sent."), {},
            translate("Cli", "What was there before is still there; do it again."));
    if (ran.exitCode == clihost::exitDamaged)
        return fail(ErrorKind::Network, translate("Cli", "The program did not arrive as it was sent."), {},
            translate("Cli", "What was there before is still there; do it again."));
    if (ran.exitCode == clihost::exitDoesNotRun)
        return tl::unexpected(failedThere(translate("Cli", "The program does not run on the host."), ran,
            translate("Cli", "What was there before is still there. Give one that was built for it: --from FILE.")));
    if (ran.exitCode != 0)
        return tl::unexpected(failedThere(translate("Cli", "The program could not be put on the host."), ran,
            translate("Cli", "What was there before is still there.")));
    state.unchanged = false;
    state.sentBytes = packed.size();
    return {};
}

Status CliInstall::setUp(const CliWish &wish, const Facts &facts, CliState &state, const Call &call)
{
    bool isOther = !state.unchanged;
    if (!wish.environment.isEmpty() && wish.environment != facts.settings) {
        HERMES_TRY(m_files.write(clihost::settings, wish.environment, 0600, call));
        isOther = true;
    }
    if (wish.bundle) {
        HERMES_ASSIGN(const auto room,
            m_connection.exec(
                clihost::script(Verb::Room, clihost::roomProperties(facts.of.value(u"home"_s))), {}, call));
        const QByteArray unit = clihost::unitText(room.exitCode == 0);
        if (unit != facts.unit) {
            HERMES_TRY(m_files.write(clihost::unit, unit, 0644, call));
            isOther = true;
        }
    }
    const bool starts = wish.start && !facts.isRunning();
    state.unchanged = state.unchanged && !isOther && !starts;
    if (!wish.bundle && !wish.start && !isOther)
        return {};
    const auto flag = [](bool is) { return is ? u"1"_s : u"0"_s; };
    HERMES_ASSIGN(const auto ran,
        m_connection.exec(
            clihost::script(Verb::Worker, {flag(wish.start), flag(isOther && facts.isRunning())}), {}, call));
    if (ran.exitCode == clihost::exitNoManager)
        return tl::unexpected(failedThere(translate("Cli", "The host's user has no systemd of its own."), ran,
            translate("Cli", "Let it linger, as root there: loginctl enable-linger %1")
                .arg(facts.of.value(u"user"_s))));
    if (ran.exitCode != 0)
        return tl::unexpected(failedThere(translate("Cli", "The worker does not start on the host."), ran,
            translate("Cli", "Look there: journalctl --user -u hermes-admin-worker")));
    return {};
}

Status CliInstall::takeAway(const Call &call)
{
    HERMES_ASSIGN(const auto ran, m_connection.exec(clihost::script(Verb::Remove), {}, call));
    if (ran.exitCode != 0)
        return tl::unexpected(failedThere(translate("Cli", "The program could not be removed."), ran));
    return {};
}

Result<CliState> CliInstall::make(const CliWish &wish, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(const Facts facts, look(wish, call));
    HERMES_TRY(check(wish, facts));
    HERMES_TRY(keysAfter(wish, facts));
    CliState state;
    const bool takesAll = wish.remove && wish.backendKey.isEmpty();
    // The door is closed before what is behind it goes, and opened only once that is there.
    const auto writeKeys = [&]() -> Status {
        // As they are now: a person may have let in somebody else while the program was sent.
        Facts now = facts;
        HERMES_ASSIGN(now.keys, readIfThere(m_files, clihost::keys, call));
        HERMES_ASSIGN(const QByteArray keys, keysAfter(wish, now));
        if (keys == now.keys)
            return {};
        state.unchanged = false;
        return m_files.write(clihost::keys, keys, 0600, call);
    };
    if (wish.remove)
        HERMES_TRY(stepOf(u"keys"_s, progress, writeKeys));
    if (takesAll) {
        state.unchanged = state.unchanged && !facts.of.contains(u"bundle"_s) && !facts.is(u"unit"_s);
        HERMES_TRY(stepOf(u"remove"_s, progress, [&] { return takeAway(call); }));
    }
    if (wish.bundle && !wish.remove)
        HERMES_TRY(stepOf(u"put"_s, progress, [&] { return put(wish, facts, state, call); }));
    if (!wish.remove) {
        HERMES_TRY(stepOf(u"set-up"_s, progress, [&] { return setUp(wish, facts, state, call); }));
        HERMES_TRY(stepOf(u"keys"_s, progress, writeKeys));
    }
    HERMES_ASSIGN(const Facts after, look(wish, call));
    state.program = after.of.contains(u"bundle"_s) ? after.of.value(u"home"_s) + clihost::program.mid(1) : QString();
    state.version = after.of.value(u"version"_s);
    state.worker = !after.is(u"unit"_s) ? u"absent"_s : after.isRunning() ? u"running"_s : u"stopped"_s;
    state.isSet = after.is(u"registry"_s);
    state.lingers = after.is(u"linger"_s);
    state.user = after.of.value(u"user"_s);
    state.keys = doorsIn(after.keys);
    return state;
}

} // namespace hermes
