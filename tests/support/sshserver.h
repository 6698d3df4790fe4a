#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <memory>

namespace hermes::test {

/// A real sshd on 127.0.0.1, run as the current user with host keys and configuration of its own in a temporary
/// directory. One key pair is authorised to log in as the current user. Ends with the object; so do its sessions.
class SshServer {
public:
    struct Options {
        QStringList config = {}; ///< lines put before the standard ones (the first wins)
        QString hostKeyType = QStringLiteral("ed25519");
        QByteArray password = {}; ///< lets the user log in with it: by "password", or by questions if `asksByPam`
        bool asksByPam = false; ///< keyboard-interactive: one hidden question for the password …
        QByteArray code = {}; ///< … and one shown question for this code, if set
    };
    SshServer();
    explicit SshServer(Options options);
    ~SshServer();

    /// False and problem() if something is missing on this machine.
    [[nodiscard]] bool start();
    [[nodiscard]] QString problem() const { return m_problem; }
    void stop();
    /// For the next start().
    void setConfig(const QStringList &lines) { m_options.config = lines; }
    /// The next start() shows another host key on the same port.
    void forgetHostKey();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString user() const;
    [[nodiscard]] QString path(const QString &name) const { return m_directory.filePath(name); }
    [[nodiscard]] QString clientKey() const { return path(QStringLiteral("client")); }
    /// The host key's line as known_hosts holds it, without the host: "ssh-ed25519 AAAA…".
    [[nodiscard]] QByteArray hostKeyLine() const;
    /// "SHA256:…" as ssh-keygen prints it.
    [[nodiscard]] QString hostFingerprint() const;
    /// What the server logged (LogLevel DEBUG1).
    [[nodiscard]] QByteArray log() const;
    /// The pids of the processes that serve sessions now.
    [[nodiscard]] QList<qint64> sessions() const;
    void signalSessions(int signal) const;
    void authorize(const QByteArray &publicKeyLine) const;

    [[nodiscard]] static QByteArray read(const QString &file);
    /// ssh-keygen in the server's directory; the file's path, or empty.
    [[nodiscard]] QString makeKey(const QString &name, const QStringList &arguments) const;
    /// Runs a program to its end; its stdout, or nothing if it failed.
    static QByteArray run(const QString &program, const QStringList &arguments);

private:
    [[nodiscard]] bool prepare();
    void writeConfig() const;
    [[nodiscard]] bool waitUntilUp();

    Options m_options;
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
    QString m_problem;
};

} // namespace hermes::test
