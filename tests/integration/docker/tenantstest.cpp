#include "sandboxbox.h"
#include "tar.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

#include <thread>

using namespace hermes;
using namespace hermes::docker;
using namespace hermes::test;
using namespace std::chrono_literals;

namespace {

/// Containers of the Hermes image on a sandbox host, hardened as ARCHITECTURE says.
class Tenants : public testing::Test {
protected:
    void SetUp() override
    {
        auto box = SandboxBox::find();
        ASSERT_TRUE(box) << box.error().text().toStdString();
        m_box = *box;
        m_engine = box->engine();
        m_run = QStringLiteral("conf-tenants-%1").arg(QCoreApplication::applicationPid());
    }
    void TearDown() override
    {
        if (!m_engine)
            return;
        for (const QString &id : std::as_const(m_containers))
            (void)m_engine->removeContainer(id, true, call());
        for (const QString &volume : std::as_const(m_volumes))
            (void)m_engine->removeVolume(volume, call());
        for (const QString &network : std::as_const(m_networks))
            (void)m_engine->removeNetwork(network, call());
        (void)m_box->onHost({QStringLiteral("rm"), QStringLiteral("-rf"), QStringLiteral("/srv/") + m_run});
    }

    [[nodiscard]] static Call call() { return Call::in(120s); }

    void makeNetwork(bool isolated)
    {
        NetworkSpec spec{m_run, QStringLiteral("172.31.250.0/24"), QStringLiteral("172.31.250.1"), {}, {}};
        if (isolated)
            spec.options.insert(QStringLiteral("com.docker.network.bridge.enable_icc"), QStringLiteral("false"));
        const auto made = m_engine->createNetwork(spec, call());
        ASSERT_TRUE(made) << made.error().text().toStdString();
        m_networks.append(*made);
    }

    [[nodiscard]] ContainerSpec hardened(const QString &tenant, quint16 port)
    {
        ContainerSpec spec;
        spec.name = m_run + QLatin1Char('-') + tenant;
        spec.image = m_box->hermesImage();
        spec.command = {QStringLiteral("gateway"), QStringLiteral("run")};
        spec.environment = {{QStringLiteral("HERMES_DASHBOARD"), QStringLiteral("1")}};
        spec.capDrop = {QStringLiteral("ALL")};
        for (const char *capability : {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETUID", "SETGID", "KILL"})
            spec.capAdd.append(QString::fromLatin1(capability));
        spec.network = m_networks.isEmpty() ? QString() : m_run;
        spec.ports = {{9119, port, QStringLiteral("127.0.0.1")}};
        spec.memoryBytes = 512 << 20;
        spec.pidsLimit = 256;
        spec.stopTimeoutSeconds = 210;
        const QString directory = QStringLiteral("/srv/%1/%2").arg(m_run, tenant);
        (void)m_box->onHost({QStringLiteral("mkdir"), QStringLiteral("-p"), directory});
        EXPECT_TRUE(m_engine->createBindVolume(spec.name, directory, {}, call()));
        m_volumes.append(spec.name);
        spec.mounts = {{spec.name, QStringLiteral("/opt/data")}};
        return spec;
    }

    /// Runs it until its gateway says so and its dashboard answers on the host's loopback.
    [[nodiscard]] QString run(const ContainerSpec &spec)
    {
        const auto created = m_engine->createContainer(spec, call());
        EXPECT_TRUE(created) << created.error().text().toStdString();
        if (!created)
            return {};
        m_containers.append(created->id);
        const auto started = m_engine->startContainer(created->id, call());
        EXPECT_TRUE(started) << started.error().text().toStdString();
        bool isUp = false;
        for (int i = 0; i < 300 && !isUp; ++i) {
            std::this_thread::sleep_for(100ms);
            isUp = gatewayState(created->id) == QLatin1String("running") && statusFromHost(spec.ports.first().hostPort);
        }
        EXPECT_TRUE(isUp) << "gateway: " << gatewayState(created->id).toStdString();
        return created->id;
    }

    [[nodiscard]] QString gatewayState(const QString &id)
    {
        const auto archive = m_engine->getArchive(id, QStringLiteral("/opt/data/gateway_state.json"), call());
        const auto entries = archive ? readTar(*archive) : Result<QList<TarEntry>>(QList<TarEntry>());
        if (!entries || entries->isEmpty())
            return {};
        return QJsonDocument::fromJson(entries->first().content)
            .object()
            .value(QStringLiteral("gateway_state"))
            .toString();
    }

    [[nodiscard]] bool statusFromHost(quint16 port)
    {
        return fetches([&](const QStringList &argv) { return m_box->onHost(argv).out; },
            QStringLiteral("http://127.0.0.1:%1/api/status").arg(port));
    }

    [[nodiscard]] bool statusFromContainer(const QString &id, const QString &address, quint16 port)
    {
        return fetches(
            [&](const QStringList &argv) {
                const auto result = m_engine->exec(id, argv, {}, call());
                EXPECT_TRUE(result) << result.error().text().toStdString();
                return result ? result->out : QByteArray();
            },
            QStringLiteral("http://%1:%2/api/status").arg(address).arg(port));
    }

    template <class Run> [[nodiscard]] static bool fetches(const Run &runs, const QString &url)
    {
        const QString script = QStringLiteral("import sys, urllib.request\n"
                                              "try: print(urllib.request.urlopen(sys.argv[1], timeout=3).status)\n"
                                              "except OSError as error: print('refused', error)");
        const QByteArray out = runs({QStringLiteral("python3"), QStringLiteral("-c"), script, url}).trimmed();
        EXPECT_TRUE(out == "200" || out.startsWith("refused")) << "the probe itself must work: " << out.constData();
        return out == "200";
    }

    [[nodiscard]] QString addressOf(const QString &id)
    {
        const QString format = QStringLiteral("{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
        return QString::fromLatin1(
            m_box->onHost({QStringLiteral("docker"), QStringLiteral("inspect"), QStringLiteral("-f"), format, id})
                .out.trimmed());
    }

    std::optional<SandboxBox> m_box;
    std::unique_ptr<HttpEngine> m_engine;
    QString m_run;
    QStringList m_containers;
    QStringList m_volumes;
    QStringList m_networks;
};

quint16 somePort()
{
    return quint16(20000 + QCoreApplication::applicationPid() % 9000);
}

} // namespace

TEST_F(Tenants, drainsOnAStopWithTheHardenedCapabilities)
{
    const QString id = run(hardened(QStringLiteral("drain"), somePort()));
    ASSERT_TRUE(m_engine->stopContainer(id, 210, call()));
    EXPECT_EQ(gatewayState(id), QStringLiteral("stopped"));
    EXPECT_TRUE(m_engine->statArchive(id, QStringLiteral("/opt/data/.clean_shutdown"), call()));
    EXPECT_NE(m_engine->inspectContainer(id, call())->exitCode, 137);
}

TEST_F(Tenants, isKilledOnAStopWithoutTheCapabilityToSignal)
{
    ContainerSpec spec = hardened(QStringLiteral("nokill"), somePort());
    spec.capAdd.removeAll(QStringLiteral("KILL"));
    const QString id = run(spec);
    ASSERT_TRUE(m_engine->stopContainer(id, 210, call()));
    EXPECT_EQ(gatewayState(id), QStringLiteral("running")) << "nobody told it: this is why KILL is kept";
    EXPECT_FALSE(m_engine->statArchive(id, QStringLiteral("/opt/data/.clean_shutdown"), call()));
}

TEST_F(Tenants, aStopGoesOnAfterItsCallerGaveUp)
{
    // A drain of its own length: the process is stopped, so that it acts on SIGTERM only once it is continued.
    const QString id = run(hardened(QStringLiteral("slow"), somePort()));
    const QString pid = QString::number(m_engine->inspectContainer(id, call())->pid);
    (void)m_box->onHost({QStringLiteral("kill"), QStringLiteral("-STOP"), pid});
    const auto stopped = m_engine->stopContainer(id, 210, Call::in(500ms));
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::Timeout);
    (void)m_box->onHost({QStringLiteral("kill"), QStringLiteral("-CONT"), pid});
    EXPECT_TRUE(m_engine->waitContainer(id, call()));
    EXPECT_EQ(gatewayState(id), QStringLiteral("stopped"));
}

TEST_F(Tenants, cannotLoadEachOthersDashboardOnOurBridge)
{
    makeNetwork(true);
    const quint16 port = somePort();
    const QString one = run(hardened(QStringLiteral("one"), port));
    const QString other = run(hardened(QStringLiteral("other"), port + 1));
    const QString address = addressOf(other);
    ASSERT_FALSE(address.isEmpty());
    EXPECT_TRUE(statusFromHost(port + 1)) << "the host's own loopback reaches it";
    EXPECT_TRUE(statusFromContainer(other, QStringLiteral("127.0.0.1"), 9119));
    EXPECT_FALSE(statusFromContainer(one, address, 9119));
    EXPECT_FALSE(statusFromContainer(one, QStringLiteral("172.31.250.1"), port + 1)) << "published on loopback only";
}

TEST_F(Tenants, couldLoadEachOthersDashboardOnAnOrdinaryBridge)
{
    makeNetwork(false);
    const quint16 port = somePort();
    const QString one = run(hardened(QStringLiteral("one"), port));
    const QString other = run(hardened(QStringLiteral("other"), port + 1));
    EXPECT_TRUE(statusFromContainer(one, addressOf(other), 9119)) << "so the test above sees a difference";
}
