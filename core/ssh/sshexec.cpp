#include "sshexec.h"

#include <QRegularExpression>

namespace hermes::ssh {

QString shellQuote(const QStringList &argv)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_@%+:,./-]+\\z"));
    QStringList words;
    for (const QString &word : argv) {
        if (plain.match(word).hasMatch()) {
            words << word;
            continue;
        }
        QString inner = word;
        inner.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
        words << QLatin1Char('\'') + inner + QLatin1Char('\'');
    }
    return words.join(QLatin1Char(' '));
}

Result<Channel::Plan> commandPlan(const QStringList &argv, const QByteArray &marker)
{
    const bool hasNul
        = std::any_of(argv.begin(), argv.end(), [](const QString &word) { return word.contains(QChar(0)); });
    if (argv.isEmpty() || argv.first().isEmpty() || hasNul)
        return fail(ErrorKind::Invalid, translate("Ssh", "This is not a command that can be run."), argv.value(0));
    // The login shell need not be a POSIX one; `exec` keeps it from staying between sshd and us, whose session leader
    // we become.
    const QString script = QStringLiteral("printf '%s %s\\n' \"$0\" \"$$\"; printf '%s\\n' \"$0\" >&2; exec \"$@\"");
    const QStringList words = QStringList{QStringLiteral("exec"), QStringLiteral("sh"), QStringLiteral("-c"), script,
                                  QString::fromLatin1(marker)}
        + argv;
    return Channel::Plan{.kind = Channel::Kind::Command, .target = shellQuote(words).toUtf8(), .marker = marker};
}

namespace {

Error whyItEnded(Error error, const QString &name, const QString &host)
{
    if (error.kind == ErrorKind::Timeout) {
        return {ErrorKind::Timeout, translate("Ssh", "%1 on %2 did not finish in time and was ended.").arg(name, host),
            error.detail, translate("Ssh", "Try again; if it stays so, look at the load of the host.")};
    }
    if (error.kind == ErrorKind::Cancelled)
        error.message = translate("Ssh", "%1 on %2 was cancelled and ended.").arg(name, host);
    return error;
}

Result<ExecResult> outcome(const Channel::Exit &exit, const QString &name, const QString &host)
{
    if (!exit.started) {
        return fail(ErrorKind::Remote, translate("Ssh", "The login shell on %1 did not run %2.").arg(host, name),
            QString::fromUtf8(exit.noise).trimmed(),
            translate(
                "Ssh", "Check that the user has a POSIX login shell and that the SSH server forces no command on it."));
    }
    if (!exit.known)
        return fail(ErrorKind::Remote, translate("Ssh", "%1 on %2 ended without an exit status.").arg(name, host));
    return ExecResult{exit.code, exit.signal, {}, {}};
}

} // namespace

Result<ExecResult> runCommand(Channel &channel, const QString &name, const QString &host,
    const std::function<bool(const QByteArray &out, const QByteArray &err)> &output, const Call &call)
{
    QByteArray out;
    QByteArray err;
    for (;;) {
        const Result<bool> more = channel.drain(out, err, call);
        if (!more) {
            channel.close();
            return tl::unexpected(whyItEnded(more.error(), name, host));
        }
        if (!*more)
            return outcome(channel.exit(), name, host);
        if (!output(out, err)) {
            channel.close();
            return ExecResult{};
        }
    }
}

} // namespace hermes::ssh
