// What a Docker list costs over our open connection, against each other way to ask the same; the quick ways take turns
// call by call, the slow ones every so often in between.
#include "enginelink.h"
#include "rig.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <libssh/libssh.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace hermes;
using namespace hermes::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString socketPath = u"/var/run/docker.sock"_s;
const QByteArray path = "/containers/json?all=1";
const QByteArray request
    = "GET /v1.41" + path + " HTTP/1.1\r\nHost: docker\r\nUser-Agent: hermes-admin\r\nAccept: application/json\r\n\r\n";

/// Reads one answer by `read` (bytes, or <= 0), no further than its length; its size.
template <class Read> qsizetype readAnswer(Read read)
{
    QByteArray all;
    qsizetype whole = -1;
    char bytes[64 * 1024];
    while (whole < 0 || all.size() < whole) {
        const auto got = read(bytes, sizeof bytes);
        if (got <= 0)
            stop(u"a stream ended in the middle of an answer"_s);
        all.append(bytes, qsizetype(got));
        const qsizetype head = all.indexOf("\r\n\r\n");
        if (head < 0)
            continue;
        const qsizetype at = all.indexOf("Content-Length: ");
        if (at >= 0 && at < head)
            whole = head + 4 + all.mid(at + 16, all.indexOf('\r', at) - at - 16).toLongLong();
        else if (all.endsWith("\r\n0\r\n\r\n"))
            whole = all.size();
    }
    return all.size();
}

/// A libssh channel driven by the simplest blocking loop.
class Bare {
public:
    explicit Bare(const Sandbox &sandbox)
        : m_session(ssh_new())
    {
        const unsigned port = sandbox.port;
        const bool no = false;
        const int noDelay = 1;
        ssh_options_set(m_session, SSH_OPTIONS_PROCESS_CONFIG, &no);
        ssh_options_set(m_session, SSH_OPTIONS_NODELAY, &noDelay);
        ssh_options_set(m_session, SSH_OPTIONS_HOST, sandbox.address.toUtf8().constData());
        ssh_options_set(m_session, SSH_OPTIONS_PORT, &port);
        ssh_options_set(m_session, SSH_OPTIONS_USER, sandbox.user.toUtf8().constData());
        ssh_options_set(m_session, SSH_OPTIONS_CIPHERS_C_S, "aes128-gcm@openssh.com");
        ssh_options_set(m_session, SSH_OPTIONS_CIPHERS_S_C, "aes128-gcm@openssh.com");
        ssh_key key = nullptr;
        ssh_pki_import_privkey_file(sandbox.identity.toUtf8().constData(), nullptr, nullptr, nullptr, &key);
        if (ssh_connect(m_session) != SSH_OK || ssh_userauth_publickey(m_session, nullptr, key) != SSH_AUTH_SUCCESS)
            stop(u"bare login: "_s + QString::fromUtf8(ssh_get_error(m_session)));
        m_cat = ssh_channel_new(m_session);
        ssh_channel_open_session(m_cat);
        ssh_channel_request_exec(m_cat, "cat");
        m_channel = ssh_channel_new(m_session);
        if (ssh_channel_open_forward_unix(m_channel, socketPath.toUtf8().constData(), "127.0.0.1", 0) != SSH_OK)
            stop(u"bare forward: "_s + QString::fromUtf8(ssh_get_error(m_session)));
    }
    void call()
    {
        ssh_channel_write(m_channel, request.constData(), uint32_t(request.size()));
        readAnswer([&](char *to, size_t most) { return ssh_channel_read(m_channel, to, uint32_t(most), 0); });
    }

private:
    ssh_session m_session;
    ssh_channel m_cat = nullptr;
    ssh_channel m_channel = nullptr;
};

/// OpenSSH's own forward of the same socket, with a command on the session so that sshd does not hold packets back.
class Forward {
public:
    Forward(const Sandbox &sandbox, const QString &local)
    {
        QStringList arguments
            = sshArguments(sandbox, {u"-c"_s, u"aes128-gcm@openssh.com"_s, u"-L"_s, local + u':' + socketPath});
        m_ssh.start(u"ssh"_s, arguments << u"cat"_s);
        for (int i = 0; i < 1000 && !QFile::exists(local); ++i)
            std::this_thread::sleep_for(10ms);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, local.toLocal8Bit().constData(), sizeof address.sun_path);
        m_socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            stop(u"OpenSSH's forward did not come up"_s);
    }
    ~Forward()
    {
        ::close(m_socket);
        m_ssh.kill();
        m_ssh.waitForFinished();
    }
    void call()
    {
        if (::send(m_socket, request.constData(), size_t(request.size()), MSG_NOSIGNAL) < 0)
            stop(u"OpenSSH's forward ended"_s);
        readAnswer([&](char *to, size_t most) { return ::recv(m_socket, to, most, 0); });
    }

private:
    QProcess m_ssh;
    int m_socket = -1;
};

void makeContainers(Program &program, const Sandbox &host, int count)
{
    for (int i = 0; i < count; ++i) {
        docker::ContainerSpec spec;
        spec.name = u"hermes-listed-%1"_s.arg(i);
        spec.image = host.image;
        spec.network = u"none"_s;
        spec.memoryBytes = 64LL << 20;
        spec.labels = {{u"hermes.managed"_s, u"1"_s}, {u"hermes.role"_s, u"tenant"_s}};
        must(program.link()->engine->createContainer(spec, Call::in(60s)));
    }
}

/// Every way of listing takes turns; the engine holds so many containers, so that its own part is seen too.
void measure(const Sandbox &host, int containers)
{
    constexpr int rounds = 1'500;
    constexpr int execEvery = 50;
    constexpr int loginEvery = 150;
    const QTemporaryDir directory;
    const auto ours = connection(host, directory.filePath(u"known"_s));
    const auto open = [&](const Call &call) { return ours->openUnix(socketPath, call); };
    docker::EngineLink link(open, 0);
    docker::HttpEngine engine(open);
    Bare bare(host);
    Forward forward(host, directory.filePath(u"docker.sock"_s));
    const Call call = Call::in(280s);
    Series raw;
    Series parsed;
    Series bareTimes;
    Series forwardTimes;
    Series exec;
    Series logins;
    for (int i = 0; i < rounds; ++i) {
        raw.time([&] { must(link.request({"list", {}, "GET", path}, call)); });
        bareTimes.time([&] { bare.call(); });
        forwardTimes.time([&] { forward.call(); });
        parsed.time([&] { must(engine.listContainers({}, call)); });
        if (i % execEvery == 0)
            exec.time([&] { must(ours->exec({u"docker"_s, u"ps"_s, u"-a"_s}, {}, call)); });
        if (i % loginEvery == 0)
            logins.time([&] {
                QProcess ssh;
                ssh.start(u"ssh"_s, sshArguments(host) << u"docker"_s << u"ps"_s << u"-a"_s);
                if (!ssh.waitForFinished(30'000) || ssh.exitCode() != 0)
                    stop(u"ssh host docker ps failed"_s);
            });
    }
    report(u"Docker list of %1 containers, our open connection, JSON parsed"_s.arg(containers), ms(parsed.median()));
    report(u"the same without parsing"_s, ms(raw.median()));
    report(u"the same over a bare libssh channel"_s, ms(bareTimes.median()));
    report(u"the same over OpenSSH's own forward"_s, ms(forwardTimes.median()));
    report(u"exec of docker ps -a on the open session"_s, ms(exec.median()));
    report(u"ssh host docker ps -a, a new connection each"_s, ms(logins.median()));
    reportRatio(u"ssh host docker ps -a : our list"_s, logins.median() / parsed.median(), 200, true);
    reportRatio(u"exec of docker ps -a : our list"_s, exec.median() / parsed.median(), 60, true);
    reportRatio(u"our list : OpenSSH's forward"_s, parsed.median() / forwardTimes.median(), 1.5);
    reportRatio(u"our list without parsing : bare libssh channel"_s, raw.median() / bareTimes.median(), 1.3);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Sandbox host = sandbox();
    Program program(host);
    measure(host, 0);
    makeContainers(program, host, 5);
    measure(host, 5);
    return 0;
}
