#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace hermes::test {

/// A PostgreSQL server of our own on 127.0.0.1, which ends with the program at the latest. Everybody is let in.
class PostgresServer {
public:
    /// The program's one, started at its first use.
    [[nodiscard]] static PostgresServer &shared();
    PostgresServer();
    ~PostgresServer();

    /// Why it did not start; empty: it runs.
    [[nodiscard]] QString problem() const { return m_problem; }
    /// The address of an empty database that nobody else uses.
    [[nodiscard]] QString freshDatabase();
    [[nodiscard]] quint16 port() const { return m_port; }
    /// Ends every session but the one that asks, as a server's administrator does.
    void cutSessions();
    void stop();
    [[nodiscard]] bool start();
    /// Stops or continues every process of the server.
    void signalAll(int signal);

private:
    [[nodiscard]] bool run(const QString &program, const QStringList &arguments);
    [[nodiscard]] QStringList asPostgres() const;

    QTemporaryDir m_directory;
    QProcess m_server;
    QString m_problem;
    quint16 m_port = 0;
    int m_databases = 0;
};

} // namespace hermes::test
