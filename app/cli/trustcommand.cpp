#include "arguments.h"
#include "commands.h"
#include "exitcodes.h"
#include "jsonrows.h"

namespace hermes::cli {

namespace {

struct TrustOptions {
    std::string name;
    std::string fingerprint;
};

// What is to be trusted: what was given, or what the person at the terminal agrees to.
Result<QString> agreedFingerprint(const TrustOptions &options, const HostKeyView &key, Session &session)
{
    const QString name = qt(options.name);
    if (!options.fingerprint.empty())
        return qt(options.fingerprint);
    if (key.trusted)
        return key.fingerprint;
    const bool changed = !key.knownFingerprints.isEmpty();
    const QString shown = key.type + QLatin1Char(' ') + key.fingerprint;
    const QString compare = QStringLiteral(
        "Compare it with `ssh-keygen -lf` on the host, then: hermes-admin host trust %1 --fingerprint %2")
                                .arg(name, key.fingerprint);
    if (changed && (session.options().yes || !session.terminal().canAsk()))
        return fail(ErrorKind::HostKey, QStringLiteral("The key of host '%1' has changed.").arg(name),
            QStringLiteral("Trusted: %1\nShown now: %2").arg(key.knownFingerprints.join(QStringLiteral(", ")), shown),
            compare);
    if (session.options().yes)
        return key.fingerprint;
    if (!session.terminal().canAsk())
        return fail(ErrorKind::Invalid,
            QStringLiteral("The key of host '%1' is not trusted, and there is no terminal to ask on.").arg(name), shown,
            compare);
    session.output().note(QStringLiteral("Host '%1' shows this key:\n  %2").arg(name, shown));
    if (changed)
        session.output().note(QStringLiteral("It has CHANGED. Trusted until now:\n  %1\nSomebody may be in between; "
                                             "compare it on the host's console first.")
                                  .arg(key.knownFingerprints.join(QStringLiteral("\n  "))));
    const QString question
        = changed ? QStringLiteral("Type the host's name to replace the key: ") : QStringLiteral("Trust it? [y/N] ");
    HERMES_ASSIGN(const QString answer, session.terminal().ask(question));
    const bool agreed = changed ? answer == name : answer.startsWith(QLatin1Char('y'), Qt::CaseInsensitive);
    if (!agreed)
        return fail(ErrorKind::Cancelled, QStringLiteral("Not trusted."));
    return key.fingerprint;
}

Result<int> hostTrust(const TrustOptions &options, Session &session)
{
    const QString name = qt(options.name);
    HERMES_TRY(checkHostName(name));
    if (!options.fingerprint.empty())
        HERMES_TRY(checkFingerprint(qt(options.fingerprint)));
    session.concernsHost(name);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const HostKeyView key, fleet->hostKey(name, session.call()));
    if (session.options().plan)
        return printPlan(session,
            key.trusted ? QList<PlanStep>()
                        : QList<PlanStep>{{QStringLiteral("trust"), name, key.type + QLatin1Char(' ') + key.fingerprint,
                                              !key.knownFingerprints.isEmpty()},
                            {QStringLiteral("claim"), name, QStringLiteral("~/.hermes-admin/platform.json"), false}});
    HERMES_ASSIGN(const QString fingerprint, agreedFingerprint(options, key, session));
    const bool replace = !key.knownFingerprints.isEmpty() && !key.trusted;
    HERMES_ASSIGN(const HostRow row, fleet->trustHost(name, fingerprint, replace, session.call()));
    if (session.output().isJson())
        session.output().document(withUnchanged(hostJson(row), key.trusted));
    else
        session.output().line(
            QStringLiteral("Host '%1' is trusted (%2) and %3.")
                .arg(name, row.fingerprint, row.claimed ? QStringLiteral("claimed") : hostStateName(row.state)));
    return exitDone;
}

} // namespace

void addHostTrust(CLI::App &group, Parsed &parsed)
{
    auto options = std::make_shared<TrustOptions>();
    auto *command = addCommand(group, parsed, "trust", "Trust the host's key, then claim the host",
        [options](Session &session) { return hostTrust(*options, session); });
    command->add_option("NAME", options->name, "The host")->required();
    command->add_option(
        "--fingerprint", options->fingerprint, "SHA256:... that the key must have (default: show it and ask)");
}

} // namespace hermes::cli
