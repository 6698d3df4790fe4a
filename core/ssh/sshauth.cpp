#include "sshagent.h"
#include "sshkeyfile.h"
#include "sshlogin.h"

namespace hermes::ssh {

namespace {

/// One login's attempts, so that a refusal can name them all.
class Authentication {
public:
    Authentication(LoginContext &context, Session &session)
        : m_context(context)
        , m_session(session)
    { }
    Result<QString> run();

private:
    Status byAgent();
    Status byKey();
    Status byPassword();
    Status byQuestions();
    Status answerQuestions();
    Status judge(int result, const QString &hint);
    Secret passphrase();
    Result<int> finishStep(const std::function<int()> &step);
    Secret password(const QString &prompt);
    QString allowed() const;
    bool allows(int method) const { return (ssh_userauth_list(m_session.handle(), nullptr) & method) != 0; }

    LoginContext &m_context;
    Session &m_session;
    QStringList m_tried;
    QString m_fingerprint;
    Secret m_password;
    bool m_partial = false;
};

QString fingerprintOf(const QByteArray &blob)
{
    return HostKey{{}, blob}.fingerprint();
}

Result<int> Authentication::finishStep(const std::function<int()> &step)
{
    return finish(m_context, m_session,
        Deadline::in(std::max(m_context.timings.connect, std::chrono::milliseconds(30'000))), SSH_AUTH_AGAIN, step);
}

QString Authentication::allowed() const
{
    QStringList names;
    if (allows(SSH_AUTH_METHOD_PUBLICKEY))
        names << QStringLiteral("publickey");
    if (allows(SSH_AUTH_METHOD_PASSWORD))
        names << QStringLiteral("password");
    if (allows(SSH_AUTH_METHOD_INTERACTIVE))
        names << QStringLiteral("keyboard-interactive");
    if (allows(SSH_AUTH_METHOD_HOSTBASED))
        names << QStringLiteral("hostbased");
    if (allows(SSH_AUTH_METHOD_GSSAPI_MIC))
        names << QStringLiteral("gssapi-with-mic");
    return names.isEmpty() ? translate("Ssh", "nothing it named") : names.join(QStringLiteral(", "));
}

Status Authentication::judge(int result, const QString &hint)
{
    m_partial = result == SSH_AUTH_PARTIAL;
    if (result == SSH_AUTH_SUCCESS || m_partial)
        return {};
    const QString place = placeOf(m_context.target);
    const QString problem = m_session.error();
    const bool tooMany = problem.contains(QStringLiteral("Too many authentication failures"));
    if (!tooMany && !m_session.isAlive()) {
        return fail(ErrorKind::Network, translate("Ssh", "%1 closed the connection during the login.").arg(place),
            problem, translate("Ssh", "Try again; if it stays so, look into the SSH server's log on the host."));
    }
    const QString detail
        = translate("Ssh", "Tried: %1. The server allows: %2.").arg(m_tried.join(QStringLiteral(", ")), allowed());
    return fail(ErrorKind::Auth, translate("Ssh", "%1 refused the login of %2.").arg(place, m_context.target.user),
        tooMany ? detail + QLatin1Char(' ') + problem : detail, hint);
}

Status Authentication::byKey()
{
    const QString path = m_context.target.identityFile;
    if (path.isEmpty()) {
        return fail(ErrorKind::Auth, translate("Ssh", "No key file is chosen for %1.").arg(placeOf(m_context.target)),
            {}, translate("Ssh", "Choose the private key file to log in with, or the agent."));
    }
    HERMES_ASSIGN(const Key key, loadKeyFile(path, [this] { return passphrase(); }));
    char *base64 = nullptr;
    if (ssh_pki_export_pubkey_base64(key.get(), &base64) == SSH_OK)
        m_fingerprint = fingerprintOf(QByteArray::fromBase64(base64));
    ssh_string_free_char(base64);
    m_tried << translate("Ssh", "publickey with %1 (%2)").arg(path, m_fingerprint);
    // Signed at once, without asking first whether the server would take the key: one round trip less.
    HERMES_ASSIGN(
        const int result, finishStep([&] { return ssh_userauth_publickey(m_session.handle(), nullptr, key.get()); }));
    return judge(result,
        translate("Ssh",
            "Check the user name, and that the public half of this key is in ~/.ssh/authorized_keys of that user on "
            "the host."));
}

Status Authentication::byAgent()
{
    HERMES_ASSIGN(const std::shared_ptr<AgentBridge> bridge, AgentBridge::open());
    m_context.mailbox->setAlarm([bridge, this] {
        if (m_context.stop())
            bridge->cut();
    });
    ssh_set_agent_socket(m_session.handle(), static_cast<socket_t>(bridge->takeSocket()));
    const auto result = finishStep([&] { return AgentBridge::authenticate(m_session.handle()); });
    m_context.mailbox->setAlarm(nullptr);
    bridge->cut();
    if (m_context.stop())
        return fail(ErrorKind::Cancelled, translate("Ssh", "The connection was closed."));
    HERMES_TRY(result);
    if (bridge->keys() == 0) {
        return fail(ErrorKind::Auth, translate("Ssh", "The SSH agent holds no key."), {},
            translate("Ssh", "Add your key with ssh-add, or choose a key file for this host."));
    }
    m_tried << translate("Ssh", "publickey with the agent's %1 keys").arg(std::max(bridge->keys(), 0));
    if (*result == SSH_AUTH_SUCCESS || *result == SSH_AUTH_PARTIAL)
        m_fingerprint = fingerprintOf(bridge->lastKey());
    return judge(*result,
        translate("Ssh",
            "ssh-add -l lists the agent's keys. One of them has to be in ~/.ssh/authorized_keys of that user on the "
            "host."));
}

Secret Authentication::passphrase()
{
    if (m_context.answers.passphrase.isEmpty() && m_context.prompts.passphrase) {
        m_context.asked = true;
        m_context.answers.passphrase = m_context.prompts.passphrase(m_context.target.identityFile);
    }
    return m_context.answers.passphrase;
}

Secret Authentication::password(const QString &prompt)
{
    m_context.asked = true;
    return m_context.prompts.password ? m_context.prompts.password(prompt) : Secret();
}

Status Authentication::byPassword()
{
    Secret &known = m_context.answers.password;
    if (known.isEmpty())
        known
            = password(translate("Ssh", "Password of %1 on %2").arg(m_context.target.user, placeOf(m_context.target)));
    m_password = known;
    if (m_password.isEmpty()) {
        return fail(ErrorKind::Auth, translate("Ssh", "No password was given for %1.").arg(placeOf(m_context.target)),
            {}, translate("Ssh", "Enter the password, or choose a key file or the agent for this host."));
    }
    m_tried << QStringLiteral("password");
    HERMES_ASSIGN(const int result, finishStep([&] {
        return ssh_userauth_password(m_session.handle(), nullptr, m_password.reveal().constData());
    }));
    const bool onlyQuestions = allows(SSH_AUTH_METHOD_INTERACTIVE) && !allows(SSH_AUTH_METHOD_PASSWORD);
    if (result == SSH_AUTH_DENIED && onlyQuestions)
        return byQuestions();
    return judge(result,
        translate("Ssh", "Check the user name and the password. If the server does not allow passwords, use a key."));
}

Status Authentication::answerQuestions()
{
    const ssh_session session = m_session.handle();
    const int count = ssh_userauth_kbdint_getnprompts(session);
    for (int i = 0; i < count; ++i) {
        char echo = 0;
        const QString prompt = QString::fromUtf8(ssh_userauth_kbdint_getprompt(session, unsigned(i), &echo));
        // The password answers the one hidden question; a one-time code or anything else is asked for.
        Secret answer = count == 1 && !echo ? std::exchange(m_password, {}) : Secret();
        if (answer.isEmpty())
            answer = password(prompt.trimmed());
        if (answer.isEmpty()) {
            return fail(ErrorKind::Auth,
                translate("Ssh", "%1 asks a question that was not answered.").arg(placeOf(m_context.target)), prompt,
                translate("Ssh", "Answer it, or choose a key file or the agent for this host."));
        }
        ssh_userauth_kbdint_setanswer(session, unsigned(i), answer.reveal().constData());
    }
    return {};
}

Status Authentication::byQuestions()
{
    constexpr int mostRounds = 10;
    m_tried << QStringLiteral("keyboard-interactive");
    const auto step = [&] { return ssh_userauth_kbdint(m_session.handle(), nullptr, nullptr); };
    HERMES_ASSIGN(int result, finishStep(step));
    for (int round = 0; result == SSH_AUTH_INFO && round < mostRounds; ++round) {
        HERMES_TRY(answerQuestions());
        HERMES_ASSIGN(result, finishStep(step));
    }
    return judge(result, translate("Ssh", "Check the user name and the answers that you gave."));
}

Result<QString> Authentication::run()
{
    switch (m_context.target.auth) {
    case AuthMethod::Agent:
        HERMES_TRY(byAgent());
        break;
    case AuthMethod::Key:
        HERMES_TRY(byKey());
        break;
    case AuthMethod::Password:
        HERMES_TRY(byPassword());
        break;
    }
    // The server wants a second factor.
    for (int more = 0; m_partial && more < 3; ++more)
        HERMES_TRY(allows(SSH_AUTH_METHOD_INTERACTIVE) ? byQuestions() : byPassword());
    if (m_partial)
        return tl::unexpected(judge(SSH_AUTH_DENIED, {}).error());
    return m_fingerprint;
}

} // namespace

Result<QString> authenticate(LoginContext &context, Session &session)
{
    return Authentication(context, session).run();
}

} // namespace hermes::ssh
