#include "sshserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QThread>
#include <csignal>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hermes::test {

namespace {

constexpr auto sshd = "/usr/sbin/sshd";

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

quint16 freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    (void)::bind(socket, reinterpret_cast<sockaddr *>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

bool accepts(quint16 port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(port);
    const bool up = ::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    ::close(socket);
    return up;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
}

} // namespace

SshServer::SshServer()
    : SshServer(Options())
{ }

SshServer::SshServer(Options options)
    : m_options(std::move(options))
{ }

SshServer::~SshServer()
{
    stop();
}

QString SshServer::user() const
{
    return QString::fromLocal8Bit(::getpwuid(::getuid())->pw_name);
}

QByteArray SshServer::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    const bool ended = process.waitForFinished(60'000);
    return ended && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

QString SshServer::makeKey(const QString &name, const QStringList &arguments) const
{
    QString file = path(name);
    if (QFile::exists(file))
        return file;
    QStringList all{QStringLiteral("-q"), QStringLiteral("-C"), name, QStringLiteral("-f"), file};
    if (!arguments.contains(QStringLiteral("-N")))
        all << QStringLiteral("-N") << QString();
    run(QStringLiteral("ssh-keygen"), all + arguments);
    return QFile::exists(file) ? file : QString();
}

bool SshServer::prepare()
{
    if (!QFile::exists(QString::fromLatin1(sshd))) {
        m_problem = QStringLiteral("There is no %1. Install it: apt-get install openssh-server openssh-client")
                        .arg(QLatin1String(sshd));
        return false;
    }
    // sshd run by root insists on this directory, which its package makes at boot only.
    if (::getuid() == 0)
        ::mkdir("/run/sshd", 0755);
    const QStringList ed25519{QStringLiteral("-t"), QStringLiteral("ed25519")};
    const bool keys = !makeKey(QStringLiteral("hostkey"), {QStringLiteral("-t"), m_options.hostKeyType}).isEmpty()
        && !makeKey(QStringLiteral("client"), ed25519).isEmpty();
    if (!keys) {
        m_problem = QStringLiteral("ssh-keygen failed. Install it: apt-get install openssh-client");
        return false;
    }
    if (!QFile::exists(path(QStringLiteral("authorized"))))
        authorize(SshServer::read(clientKey() + QStringLiteral(".pub")));
    return true;
}

void SshServer::authorize(const QByteArray &publicKeyLine) const
{
    QFile file(path(QStringLiteral("authorized")));
    if (file.open(QIODevice::Append))
        file.write(publicKeyLine.trimmed() + '\n');
}

void SshServer::writeConfig() const
{
    const auto yesNo = [](bool yes) { return yes ? QStringLiteral("yes") : QStringLiteral("no"); };
    QStringList lines = m_options.config;
    lines << QStringLiteral("Port %1").arg(m_port) << QStringLiteral("ListenAddress 127.0.0.1")
          << QStringLiteral("HostKey ") + path(QStringLiteral("hostkey")) << QStringLiteral("PidFile none")
          << QStringLiteral("AuthorizedKeysFile ") + path(QStringLiteral("authorized"))
          << QStringLiteral("StrictModes no") << QStringLiteral("UsePAM ") + yesNo(m_options.asksByPam)
          << QStringLiteral("PasswordAuthentication ") + yesNo(!m_options.password.isEmpty() && !m_options.asksByPam)
          << QStringLiteral("KbdInteractiveAuthentication ") + yesNo(m_options.asksByPam)
          << QStringLiteral("PermitRootLogin yes") << QStringLiteral("LogLevel DEBUG1")
          << QStringLiteral("UseDNS no")
          // bash then takes itself for a nested one and leaves the developer's ~/.bashrc, which may be slow, alone.
          << QStringLiteral("SetEnv SHLVL=5") << QStringLiteral("MaxStartups 100:30:200");
    write(path(QStringLiteral("config")), lines.join(QLatin1Char('\n')).toUtf8() + '\n');
}

bool SshServer::waitUntilUp()
{
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < 10'000; QThread::msleep(10)) {
        if (accepts(m_port))
            return true;
        if (m_process->state() == QProcess::NotRunning || m_process->waitForFinished(1))
            break;
    }
    m_problem = QStringLiteral("sshd did not start: ") + QString::fromUtf8(log());
    return false;
}

bool SshServer::start()
{
    if (!prepare())
        return false;
    if (m_port == 0)
        m_port = freePort();
    writeConfig();
    m_process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!m_options.password.isEmpty()) {
        const QByteArray hash = run(QStringLiteral("openssl"),
            {QStringLiteral("passwd"), QStringLiteral("-6"), QString::fromUtf8(m_options.password)});
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(HERMES_SSHD_SHIM));
        environment.insert(QStringLiteral("HERMES_TEST_SHADOW"), QString::fromLatin1(hash.trimmed()));
        environment.insert(QStringLiteral("HERMES_TEST_CODE"), QString::fromUtf8(m_options.code));
    }
    m_process->setProcessEnvironment(environment);
    // Not even a crashed test leaves a server behind.
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process->start(QString::fromLatin1(sshd),
        {QStringLiteral("-D"), QStringLiteral("-f"), path(QStringLiteral("config")), QStringLiteral("-E"),
            path(QStringLiteral("log"))});
    return waitUntilUp();
}

void SshServer::stop()
{
    if (!m_process)
        return;
    // A child that is forked meanwhile would be missed and hold the listening socket for some moments more.
    ::kill(pid_t(m_process->processId()), SIGSTOP);
    const QList<qint64> left = sessions();
    m_process->kill();
    m_process->waitForFinished(5'000);
    m_process.reset();
    for (const qint64 pid : left)
        ::kill(pid_t(pid), SIGKILL);
    QElapsedTimer timer;
    for (timer.start(); accepts(m_port) && timer.elapsed() < 5'000;)
        QThread::msleep(1);
}

void SshServer::forgetHostKey()
{
    QFile::remove(path(QStringLiteral("hostkey")));
    QFile::remove(path(QStringLiteral("hostkey.pub")));
}

QByteArray SshServer::hostKeyLine() const
{
    const QList<QByteArray> words = SshServer::read(path(QStringLiteral("hostkey.pub"))).split(' ');
    return words.value(0) + ' ' + words.value(1);
}

QString SshServer::hostFingerprint() const
{
    const QByteArray line
        = run(QStringLiteral("ssh-keygen"), {QStringLiteral("-lf"), path(QStringLiteral("hostkey.pub"))});
    return QString::fromLatin1(line.split(' ').value(1));
}

QByteArray SshServer::read(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray SshServer::log() const
{
    return SshServer::read(path(QStringLiteral("log")));
}

QList<qint64> SshServer::sessions() const
{
    if (!m_process)
        return {};
    QList<qint64> family{m_process->processId()};
    const QStringList names = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (qsizetype i = 0; i < family.size(); ++i) {
        for (const QString &name : names) {
            const QByteArray stat = SshServer::read(QStringLiteral("/proc/%1/stat").arg(name));
            // pid (comm) state ppid …
            const qsizetype end = stat.lastIndexOf(')');
            if (end < 0 || stat.mid(end + 4).split(' ').value(0).toLongLong() != family.at(i))
                continue;
            if (stat.contains("(sshd"))
                family.append(name.toLongLong());
        }
    }
    family.removeFirst();
    return family;
}

void SshServer::signalSessions(int signal) const
{
    for (const qint64 pid : sessions())
        ::kill(pid_t(pid), signal);
}

} // namespace hermes::test
