#pragma once

#include "connection.h"
#include "sshserver.h"

#include <QFile>
#include <gtest/gtest.h>

namespace hermes::test {

using namespace hermes::ssh;
using namespace std::chrono_literals;

inline QString q(const char *text)
{
    return QString::fromUtf8(text);
}

/// A running sshd and connections to it.
class SshTest : public testing::Test {
protected:
    void startServer(SshServer::Options options = {})
    {
        server = std::make_unique<SshServer>(std::move(options));
        ASSERT_TRUE(server->start()) << server->problem().toStdString();
        known = std::make_shared<KnownHosts>(server->path(q("known_hosts")));
    }
    /// As `ssh-keyscan >> known_hosts` would.
    void trustServer()
    {
        QFile file(server->path(q("known_hosts")));
        ASSERT_TRUE(file.open(QIODevice::Append));
        file.write("[127.0.0.1]:" + QByteArray::number(server->port()) + ' ' + server->hostKeyLine() + '\n');
    }
    void startTrustedServer(SshServer::Options options = {})
    {
        ASSERT_NO_FATAL_FAILURE(startServer(std::move(options)));
        ASSERT_NO_FATAL_FAILURE(trustServer());
    }
    [[nodiscard]] Target target(AuthMethod auth = AuthMethod::Key) const
    {
        return {q("127.0.0.1"), server->port(), server->user(), auth, server->clientKey()};
    }
    [[nodiscard]] std::unique_ptr<Connection> connection(Timings timings = {}) const
    {
        return std::make_unique<Connection>(target(), known, Prompts(), timings);
    }

    std::unique_ptr<SshServer> server;
    std::shared_ptr<KnownHosts> known;
};

/// For ASSERT_TRUE(result) << why(result).
template <class T> std::string why(const Result<T> &result)
{
    return result ? std::string() : result.error().text().toStdString();
}

inline QStringList shell(const char *script)
{
    return {q("sh"), q("-c"), q(script)};
}

/// Whether the process still does anything: one that nobody has reaped yet does not.
inline bool isRunning(qint64 pid)
{
    const QByteArray stat = SshServer::read(q("/proc/%1/stat").arg(pid));
    return pid > 0 && !stat.isEmpty() && stat.at(stat.lastIndexOf(')') + 2) != 'Z';
}

/// Waits until `done`, at most `time`.
template <class Done> bool within(std::chrono::milliseconds time, Done done)
{
    for (const Deadline deadline = Deadline::in(time); !deadline.expired();) {
        if (done())
            return true;
        std::this_thread::sleep_for(10ms);
    }
    return done();
}

} // namespace hermes::test
