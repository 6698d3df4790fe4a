#include "sshlogin.h"

#include "sshdial.h"

#include <QtEndian>

namespace hermes::ssh {

static QString addressOf(const Target &target)
{
    if (target.port == 22)
        return target.host;
    return (target.host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
        .arg(target.host)
        .arg(target.port);
}

QString placeOf(const Target &target)
{
    //: A machine, and the one that is gone through to reach it
    return target.way.nearPort == 0 ? addressOf(target)
                                    : translate("Ssh", "%1 (through %2)").arg(addressOf(target), target.way.name);
}

Result<int> finish(
    LoginContext &context, Session &session, Deadline deadline, int again, const std::function<int()> &step)
{
    for (;;) {
        const int result = step();
        if (result != again)
            return result;
        if (context.stop())
            return fail(ErrorKind::Cancelled, translate("Ssh", "The connection was closed."));
        if (deadline.expired()) {
            return fail(ErrorKind::Timeout, translate("Ssh", "%1 does not answer.").arg(placeOf(context.target)), {},
                translate("Ssh",
                    "Something accepts connections there but does not speak SSH in time. Check the port and the host's "
                    "load."));
        }
        session.turn(*context.mailbox, deadline.remaining());
    }
}

namespace {

/// The key types this host is known by come first, so that a host with several keys shows one that we can check.
QByteArray hostKeyAlgorithms(const QStringList &known)
{
    QStringList wanted;
    const auto add = [&](const QString &type) {
        if (type == QStringLiteral("ssh-rsa"))
            wanted << QStringLiteral("rsa-sha2-512") << QStringLiteral("rsa-sha2-256");
        else
            wanted << type;
    };
    for (const QString &type : known)
        add(type);
    for (const char *type :
        {"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"})
        add(QString::fromLatin1(type));
    wanted.removeDuplicates();
    return wanted.join(QLatin1Char(',')).toLatin1();
}

void setOptions(const LoginContext &context, ssh_session session)
{
    const Target &target = context.target;
    // libssh would read ~/.ssh/config by itself, whose HostName and Port win over ours and whose `Match exec` runs
    // commands.
    const bool no = false;
    ssh_options_set(session, SSH_OPTIONS_PROCESS_CONFIG, &no);
    ssh_options_set(session, SSH_OPTIONS_HOST, target.host.toUtf8().constData());
    const unsigned int port = target.port;
    ssh_options_set(session, SSH_OPTIONS_PORT, &port);
    ssh_options_set(session, SSH_OPTIONS_USER, target.user.toUtf8().constData());
    ssh_options_set(session, SSH_OPTIONS_KNOWNHOSTS, "/dev/null");
    ssh_options_set(session, SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null");
    const int noDelay = 1;
    ssh_options_set(session, SSH_OPTIONS_NODELAY, &noDelay);
    // Left to itself libssh takes chacha20, which is about half as fast.
    const char *ciphers = "aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,"
                          "aes192-ctr,aes128-ctr";
    ssh_options_set(session, SSH_OPTIONS_CIPHERS_C_S, ciphers);
    ssh_options_set(session, SSH_OPTIONS_CIPHERS_S_C, ciphers);
    ssh_options_set(session, SSH_OPTIONS_HOSTKEYS,
        hostKeyAlgorithms(context.knownHosts.knownTypes(target.host, target.port)).constData());
}

Result<HostKey> shownKey(Session &session)
{
    ssh_key key = nullptr;
    char *base64 = nullptr;
    HostKey shown;
    if (ssh_get_server_publickey(session.handle(), &key) == SSH_OK
        && ssh_pki_export_pubkey_base64(key, &base64) == SSH_OK)
        shown.blob = QByteArray::fromBase64(base64);
    ssh_string_free_char(base64);
    ssh_key_free(key);
    if (shown.blob.size() < 4)
        return fail(
            ErrorKind::HostKey, translate("Ssh", "The host showed no key that can be checked."), session.error());
    // The blob begins with its type as an SSH string (RFC 4253, 6.6).
    shown.type = QString::fromLatin1(shown.blob.mid(4, qFromBigEndian<qint32>(shown.blob.constData())));
    return shown;
}

QString describe(const HostKey &key)
{
    return key.fingerprint() + QStringLiteral(" (") + key.type + QLatin1Char(')');
}

Error changed(const Target &target, const QList<HostKey> &known, const HostKey &shown)
{
    QStringList before;
    for (const HostKey &key : known)
        before << describe(key);
    return {ErrorKind::HostKey,
        translate("Ssh", "The host key of %1 has changed; nothing was sent to it.").arg(placeOf(target)),
        translate("Ssh", "Known: %1. Shown now: %2.").arg(before.join(QStringLiteral(", ")), describe(shown)),
        translate("Ssh",
            "Somebody may be intercepting the connection. If the host was really set up anew, compare the new "
            "fingerprint on its own "
            "console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and trust it.")};
}

Status judge(LoginContext &context, const HostKey &shown)
{
    const Target &target = context.target;
    HERMES_ASSIGN(const KnownHosts::Answer answer, context.knownHosts.check(target.host, target.port, shown));
    switch (answer.verdict) {
    case KnownHosts::Verdict::Trusted:
        return {};
    case KnownHosts::Verdict::Changed:
        return tl::unexpected(changed(target, answer.known, shown));
    case KnownHosts::Verdict::Revoked:
        return fail(ErrorKind::HostKey,
            translate("Ssh", "%1 shows a host key that is marked as revoked; nothing was sent to it.")
                .arg(placeOf(target)),
            describe(shown),
            translate("Ssh", "Somebody declared this key stolen. Do not log in before the host has a new key."));
    case KnownHosts::Verdict::Unknown:
        break;
    }
    context.asked = context.prompts.trustUnknown != nullptr;
    if (context.asked && context.prompts.trustUnknown(shown))
        return context.knownHosts.trust(target.host, target.port, shown);
    return fail(ErrorKind::HostKey,
        translate("Ssh", "The host key of %1 is not trusted yet; nothing was sent to it.").arg(placeOf(target)),
        describe(shown),
        translate("Ssh",
            "Compare this fingerprint on the host's own console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and "
            "trust it."));
}

} // namespace

Result<LoggedIn> logIn(LoginContext &context)
{
    const Target &target = context.target;
    if (target.host.isEmpty() || target.user.isEmpty())
        return fail(ErrorKind::Invalid, translate("Ssh", "A host needs an address and a user to log in as."));
    const Deadline deadline = Deadline::in(context.timings.connect);
    context.enter(State::Connecting);
    HERMES_ASSIGN(const platform::Socket socket,
        target.way.nearPort > 0
            ? dial(QStringLiteral("127.0.0.1"), target.way.nearPort, deadline, context.mailbox, context.stop)
            : dial(target.host, target.port, deadline, context.mailbox, context.stop));
    LoggedIn done{std::make_unique<Session>(socket), {}, {}};
    Session &session = *done.session;
    setOptions(context, session.handle());
    HERMES_ASSIGN(const int connected,
        finish(context, session, deadline, SSH_AGAIN, [&] { return ssh_connect(session.handle()); }));
    if (connected != SSH_OK) {
        return fail(ErrorKind::Network, translate("Ssh", "%1 did not agree to an SSH connection.").arg(placeOf(target)),
            session.error(),
            translate("Ssh", "Check that an SSH server listens on this port and lets this machine in."));
    }
    session.attach();
    done.banner = QString::fromUtf8(ssh_get_serverbanner(session.handle()));
    context.enter(State::HostKey);
    HERMES_ASSIGN(const HostKey shown, shownKey(session));
    context.sawHostKey(shown);
    HERMES_TRY(judge(context, shown));
    context.enter(State::Auth);
    HERMES_ASSIGN(done.userKeyFingerprint, authenticate(context, session));
    return done;
}

} // namespace hermes::ssh
