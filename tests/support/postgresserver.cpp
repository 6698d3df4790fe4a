#include "postgresserver.h"

#include "db.h"
#include "postgresaddress.h"

#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <csignal>
#include <pwd.h>
#include <unistd.h>

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

QString binaries()
{
    const QStringList versions
        = QDir(u"/usr/lib/postgresql"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    return versions.isEmpty() ? QString() : u"/usr/lib/postgresql/%1/bin/"_s.arg(versions.first());
}

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
}

} // namespace

PostgresServer &PostgresServer::shared()
{
    static PostgresServer server;
    return server;
}

/// A server refuses to run as root.
QStringList PostgresServer::asPostgres() const
{
    if (::geteuid() != 0)
        return {};
    return {u"setpriv"_s, u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s, u"--pdeathsig=INT"_s};
}

bool PostgresServer::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(u"/"_s);
    process.setProcessChannelMode(QProcess::MergedChannels);
    const QStringList words = asPostgres() + QStringList{binaries() + program} + arguments;
    process.start(words.first(), words.mid(1));
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_problem = program + u": "_s + QString::fromUtf8(process.readAll()) + process.errorString();
    return false;
}

PostgresServer::PostgresServer()
{
    if (binaries().isEmpty()) {
        m_problem = u"There is no PostgreSQL here: installer/dependencies.sh test"_s;
        return;
    }
    if (::geteuid() == 0) {
        const passwd *postgres = ::getpwnam("postgres");
        if (!postgres || ::chown(m_directory.path().toUtf8().constData(), postgres->pw_uid, postgres->pw_gid) != 0) {
            m_problem = u"The directory could not be given to the user postgres."_s;
            return;
        }
    }
    m_port = freePort();
    if (run(u"initdb"_s,
            {u"-D"_s, m_directory.filePath(u"data"_s), u"-A"_s, u"trust"_s, u"-U"_s, u"hermes"_s, u"--no-sync"_s,
                u"-E"_s, u"UTF8"_s, u"--locale=C.UTF-8"_s}))
        (void)start();
}

PostgresServer::~PostgresServer()
{
    stop();
}

bool PostgresServer::start()
{
    const QStringList words = asPostgres()
        + QStringList{binaries() + u"postgres"_s, u"-D"_s, m_directory.filePath(u"data"_s), u"-k"_s, QString(), u"-h"_s,
            u"127.0.0.1"_s, u"-p"_s, QString::number(m_port), u"-c"_s, u"fsync=off"_s};
    m_server.setWorkingDirectory(u"/"_s);
    m_server.setStandardErrorFile(m_directory.filePath(u"log"_s), QIODevice::Append);
    m_server.start(words.first(), words.mid(1));
    const PostgresAddress address
        = PostgresAddress::fromUrl(u"postgresql://hermes@127.0.0.1:%1/postgres"_s.arg(m_port)).value();
    for (int i = 0; i < 200 && m_server.state() != QProcess::NotRunning; ++i) {
        QTcpSocket knock;
        knock.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        if (knock.waitForConnected(200) && Db::openPostgres(address, {}))
            return true;
        QThread::msleep(50);
    }
    m_problem = u"The server did not start: "_s + m_server.errorString();
    return false;
}

void PostgresServer::stop()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    ::kill(pid_t(m_server.processId()), SIGINT);
    if (!m_server.waitForFinished(20'000)) {
        ::kill(pid_t(m_server.processId()), SIGQUIT);
        m_server.waitForFinished(5'000);
    }
}

QString PostgresServer::freshDatabase()
{
    const QString url = u"postgresql://hermes@127.0.0.1:%1/"_s.arg(m_port);
    const QString name = u"t%1"_s.arg(++m_databases);
    auto db = Db::openPostgres(PostgresAddress::fromUrl(url + u"postgres"_s).value(), {});
    if (!db || !(*db)->script({u"create database %1 strategy file_copy"_s.arg(name)}))
        return {};
    return url + name;
}

void PostgresServer::cutSessions()
{
    auto db = Db::openPostgres(
        PostgresAddress::fromUrl(u"postgresql://hermes@127.0.0.1:%1/postgres"_s.arg(m_port)).value(), {});
    if (db)
        (void)(*db)->number(u"select count(pg_terminate_backend(pid)) from pg_stat_activity"
                            " where backend_type = 'client backend' and pid <> pg_backend_pid()"_s);
}

void PostgresServer::signalAll(int signal)
{
    // The children first, so that none is made meanwhile.
    const QString children = u"/proc/%1/task/%1/children"_s.arg(m_server.processId());
    QFile file(children);
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &pid : file.readAll().split(' '))
            if (pid.toInt() > 0)
                ::kill(pid.toInt(), signal);
    ::kill(pid_t(m_server.processId()), signal);
}

} // namespace hermes::test
