#pragma once

#include "peers.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <thread>

namespace hermes::test {

/// One suite for the simulated engine and a real dockerd. Each test leaves nothing behind.
class Conformance : public testing::TestWithParam<const char *> {
protected:
    static void TearDownTestSuite() { peers().clear(); }
    void SetUp() override
    {
        auto &peer = peers()[GetParam()];
        if (!peer) {
            auto made = std::string(GetParam()) == "fake" ? makeFakePeer() : makeRealPeer();
            ASSERT_TRUE(made) << made.error().text().toStdString();
            peer = std::move(*made);
        }
        m_peer = peer.get();
        m_run = QStringLiteral("conf-%1-%2").arg(QString::fromLatin1(GetParam())).arg(std::random_device()());
    }
    void TearDown() override
    {
        if (!m_peer)
            return;
        for (const auto &container :
            engine().listContainers({label()}, call()).value_or(QList<docker::ContainerSummary>()))
            (void)engine().removeContainer(container.id, true, call());
        for (const QString &volume : std::as_const(m_volumes))
            (void)engine().removeVolume(volume, call());
        for (const QString &network : std::as_const(m_networks))
            (void)engine().removeNetwork(network, call());
    }

    [[nodiscard]] docker::Engine &engine() { return m_peer->engine(); }
    [[nodiscard]] static Call call() { return Call::in(std::chrono::seconds(60)); }
    [[nodiscard]] QString name(const char *part) const { return m_run + QLatin1Char('-') + QString::fromLatin1(part); }
    [[nodiscard]] QString label() const { return QStringLiteral("hermes.conformance=") + m_run; }

    [[nodiscard]] docker::ContainerSpec spec(const char *part, const QStringList &command = programs::sleeper()) const
    {
        docker::ContainerSpec spec;
        spec.name = name(part);
        spec.image = m_peer->image();
        spec.command = command;
        spec.labels
            = {{QStringLiteral("hermes.conformance"), m_run}, {QStringLiteral("part"), QString::fromLatin1(part)}};
        spec.memoryBytes = 64 << 20;
        spec.pidsLimit = 64;
        return spec;
    }
    /// A created container's id; the test fails if it cannot be created.
    [[nodiscard]] QString create(const docker::ContainerSpec &spec)
    {
        const auto created = engine().createContainer(spec, call());
        EXPECT_TRUE(created) << created.error().text().toStdString();
        return created ? created->id : QString();
    }
    /// The same, started, and ready where the program says so.
    [[nodiscard]] QString run(const docker::ContainerSpec &spec)
    {
        const QString id = create(spec);
        const auto started = engine().startContainer(id, call());
        EXPECT_TRUE(started) << started.error().text().toStdString();
        if (spec.command == programs::sleeper() || spec.command == programs::stubborn()) {
            EXPECT_TRUE(eventually([&] { return logOf(id).contains(QStringLiteral("ready")); }));
        }
        return id;
    }
    [[nodiscard]] QString makeVolume(const char *part, const QString &device)
    {
        const auto made = engine().createBindVolume(name(part), device, {}, call());
        EXPECT_TRUE(made) << made.error().text().toStdString();
        m_volumes.append(name(part));
        return name(part);
    }
    [[nodiscard]] docker::ContainerDetails inspect(const QString &id)
    {
        const auto details = engine().inspectContainer(id, call());
        EXPECT_TRUE(details) << details.error().text().toStdString();
        return details.value_or(docker::ContainerDetails());
    }
    [[nodiscard]] QStringList logOf(const QString &id, const docker::LogOptions &options = {})
    {
        QStringList lines;
        const Status read = engine().readLogs(
            id, options,
            [&](const QByteArray &line, bool isError) {
                lines.append(QString::fromUtf8(line) + (isError ? QStringLiteral("!") : QString()));
            },
            call());
        EXPECT_TRUE(read) << read.error().text().toStdString();
        return lines;
    }
    template <class F> [[nodiscard]] static bool eventually(const F &met)
    {
        for (int i = 0; i < 400; ++i) {
            if (met())
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return false;
    }

    Peer *m_peer = nullptr;
    QString m_run;
    QStringList m_volumes;
    QStringList m_networks;

private:
    static std::map<std::string, std::unique_ptr<Peer>> &peers()
    {
        static std::map<std::string, std::unique_ptr<Peer>> all;
        return all;
    }
};

} // namespace hermes::test
