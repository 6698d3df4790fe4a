// What one request and its answer cost over a forwarded unix socket: through our Connection, over a bare libssh
// channel, and through OpenSSH's own forward; the three take turns call by call. Prints medians and ratios.
#include "connection.h"
#include "sshserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QThread>
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <libssh/libssh.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace hermes;
using namespace hermes::ssh;

namespace {

constexpr qsizetype requestSize = 180;
constexpr qsizetype answerSize = 6'000; // a list of a few containers

QString q(const char *text)
{
    return QString::fromUtf8(text);
}

sockaddr_un unixAddress(const QString &path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.toLocal8Bit().constData(), sizeof address.sun_path - 1);
    return address;
}

bool receiveAll(int socket, qsizetype size)
{
    std::vector<char> bytes(64 * 1024);
    while (size > 0) {
        const ssize_t got = ::recv(socket, bytes.data(), size_t(std::min(size, qsizetype(bytes.size()))), 0);
        if (got <= 0)
            return false;
        size -= got;
    }
    return true;
}

/// Answers every request of requestSize bytes with answerSize bytes.
void serve(int listener)
{
    for (;;) {
        const int socket = ::accept(listener, nullptr, nullptr);
        if (socket < 0)
            return;
        std::thread([socket] {
            const std::vector<char> answer(answerSize, 'a');
            while (receiveAll(socket, requestSize) && ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL) > 0) {
            }
            ::close(socket);
        }).detach();
    }
}

/// A libssh channel driven by the simplest blocking loop.
class Bare {
public:
    Bare(const test::SshServer &server, const QString &path)
        : m_session(ssh_new())
    {
        const unsigned port = server.port();
        const bool no = false;
        const int noDelay = 1;
        ssh_options_set(m_session, SSH_OPTIONS_PROCESS_CONFIG, &no);
        ssh_options_set(m_session, SSH_OPTIONS_NODELAY, &noDelay);
        ssh_options_set(m_session, SSH_OPTIONS_HOST, "127.0.0.1");
        ssh_options_set(m_session, SSH_OPTIONS_PORT, &port);
        ssh_options_set(m_session, SSH_OPTIONS_USER, server.user().toUtf8().constData());
        ssh_options_set(m_session, SSH_OPTIONS_CIPHERS_C_S, "aes128-gcm@openssh.com");
        ssh_options_set(m_session, SSH_OPTIONS_CIPHERS_S_C, "aes128-gcm@openssh.com");
        ssh_key key = nullptr;
        ssh_pki_import_privkey_file(server.clientKey().toUtf8().constData(), nullptr, nullptr, nullptr, &key);
        if (ssh_connect(m_session) != SSH_OK || ssh_userauth_publickey(m_session, nullptr, key) != SSH_AUTH_SUCCESS)
            qFatal("bare login: %s", ssh_get_error(m_session));
        m_cat = ssh_channel_new(m_session);
        ssh_channel_open_session(m_cat);
        ssh_channel_request_exec(m_cat, "cat");
        m_channel = ssh_channel_new(m_session);
        if (ssh_channel_open_forward_unix(m_channel, path.toUtf8().constData(), "127.0.0.1", 0) != SSH_OK)
            qFatal("bare forward: %s", ssh_get_error(m_session));
    }
    bool call(const QByteArray &request)
    {
        ssh_channel_write(m_channel, request.constData(), uint32_t(request.size()));
        char bytes[64 * 1024];
        for (qsizetype left = answerSize; left > 0;) {
            const int got = ssh_channel_read(m_channel, bytes, sizeof bytes, 0);
            if (got <= 0)
                return false;
            left -= got;
        }
        return true;
    }

private:
    ssh_session m_session;
    ssh_channel m_cat = nullptr;
    ssh_channel m_channel = nullptr;
};

bool callStream(ByteStream &stream, const QByteArray &request)
{
    const Call call = Call::in(std::chrono::seconds(10));
    if (!stream.write(request, call))
        return false;
    char bytes[64 * 1024];
    for (qsizetype left = answerSize; left > 0;) {
        const auto got = stream.read(bytes, sizeof bytes, call);
        if (!got || *got == 0)
            return false;
        left -= *got;
    }
    return true;
}

double median(std::vector<qint64> times)
{
    std::sort(times.begin(), times.end());
    return double(times.at(times.size() / 2)) / 1e6;
}

double p99(std::vector<qint64> times)
{
    std::sort(times.begin(), times.end());
    return double(times.at(times.size() * 99 / 100)) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 3000;
    test::SshServer server;
    if (!server.start())
        qFatal("%s", qPrintable(server.problem()));
    const QString path = server.path(q("peer.sock"));
    const sockaddr_un address = unixAddress(path);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ::bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    ::listen(listener, 16);
    std::thread(serve, listener).detach();

    auto known = std::make_shared<KnownHosts>(server.path(q("known")));
    Prompts prompts;
    prompts.trustUnknown = [](const HostKey &) { return true; };
    Connection connection(
        {q("127.0.0.1"), server.port(), server.user(), AuthMethod::Key, server.clientKey()}, known, prompts);
    auto ours = connection.openUnix(path, Call::in(std::chrono::seconds(10)));
    if (!ours)
        qFatal("%s", qPrintable(ours.error().text()));
    Bare bare(server, path);

    const QString forwarded = server.path(q("forwarded.sock"));
    QProcess openssh;
    openssh.start(q("ssh"),
        {q("-F"), q("none"), q("-N"), q("-p"), QString::number(server.port()), q("-i"), server.clientKey(), q("-o"),
            q("StrictHostKeyChecking=no"), q("-o"), q("UserKnownHostsFile=/dev/null"), q("-c"),
            q("aes128-gcm@openssh.com"), q("-L"), forwarded + q(":") + path, server.user() + q("@127.0.0.1")});
    for (int i = 0; i < 500 && !QFile::exists(forwarded); ++i)
        QThread::msleep(10);
    const int tunnel = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const sockaddr_un there = unixAddress(forwarded);
    if (::connect(tunnel, reinterpret_cast<const sockaddr *>(&there), sizeof there) != 0)
        qFatal("OpenSSH's forward did not come up");

    const QByteArray request(requestSize, 'r');
    std::vector<qint64> times[3];
    const std::function<bool()> calls[3]
        = {[&] { return callStream(**ours, request); }, [&] { return bare.call(request); },
            [&] {
                return ::send(tunnel, request.constData(), size_t(request.size()), MSG_NOSIGNAL) > 0
                    && receiveAll(tunnel, answerSize);
            }};
    for (int i = 0; i < rounds; ++i) {
        for (int kind = 0; kind < 3; ++kind) {
            QElapsedTimer timer;
            timer.start();
            if (!calls[kind]())
                qFatal("call %d of kind %d failed", i, kind);
            times[kind].push_back(timer.nsecsElapsed());
        }
    }
    const double mine = median(times[0]);
    std::printf("request of %lld, answer of %lld bytes, %d calls each, median / p99 ms\n", qlonglong(requestSize),
        qlonglong(answerSize), rounds);
    std::printf("  our connection        %.3f / %.3f\n", mine, p99(times[0]));
    std::printf("  bare libssh channel   %.3f / %.3f   ours is %.2fx\n", median(times[1]), p99(times[1]),
        mine / median(times[1]));
    std::printf("  OpenSSH -L            %.3f / %.3f   ours is %.2fx\n", median(times[2]), p99(times[2]),
        mine / median(times[2]));
    openssh.kill();
    openssh.waitForFinished();
    return 0;
}
