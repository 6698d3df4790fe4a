#include "peers.h"
#include "fakeengine.h"
#include "sandboxbox.h"

#include <QCoreApplication>

namespace hermes::test {

using namespace docker;

namespace {

QStringList shell(const char *script)
{
    return {QStringLiteral("sh"), QStringLiteral("-c"), QString::fromLatin1(script)};
}

class FakePeer final : public Peer, public FakeHost {
public:
    FakePeer()
    {
        m_engine.addImage(image(), {{QStringLiteral("opt/data/seed"), TarEntry::Type::File, "seed\n", 0644, 0, 0, 0}});
        m_engine.setBehaviour({&FakePeer::started, &FakePeer::stopping, &FakePeer::exec, {}});
    }
    Engine &engine() override { return m_engine; }
    [[nodiscard]] QString image() const override { return QStringLiteral("hermes-conformance:1"); }
    QString makeDirectory(const QString &name) override { return QStringLiteral("/srv/") + name; }
    QString makeSmallDirectory(const QString &name) override
    {
        const QString directory = QStringLiteral("/srv/small/") + name;
        m_engine.setDeviceFull(directory, false);
        m_engine.setHooks(
            [this, directory](const FakeEngine::CallInfo &call) -> std::optional<Error> {
                m_engine.setDeviceFull(directory, call.name == QLatin1String("putArchive") && ++m_puts > 1);
                return std::nullopt;
            },
            {});
        m_puts = 0;
        return directory;
    }
    void loseDirectory(const QString &directory) override { m_engine.setDeviceMissing(directory, true); }
    void occupyPort(quint16 port, bool occupied) override { m_engine.occupyPort(port, occupied); }

private:
    static void started(FakeEngine &engine, const QString &id)
    {
        const ContainerSpec spec = engine.spec(id);
        if (!spec.healthCommand.isEmpty())
            engine.setHealth(id, QStringLiteral("healthy"));
        if (spec.command == programs::exits(3))
            engine.endProcess(id, 3);
        if (spec.command == programs::sleeper() || spec.command == programs::stubborn())
            engine.log(id, "ready");
        if (spec.command != programs::printer())
            return;
        engine.log(id, "one");
        engine.log(id, "two");
        engine.log(id, "bad", true);
        engine.log(id, "tail");
        engine.endProcess(id, 0);
    }
    static std::optional<int> stopping(FakeEngine &engine, const QString &id)
    {
        return engine.spec(id).command == programs::stubborn() ? std::nullopt : std::optional(0);
    }
    static Engine::ExecResult exec(
        FakeEngine &engine, const QString &id, const QStringList &argv, const ExecOptions &options)
    {
        if (argv == programs::countInput())
            return {7, QByteArray::number(options.input.size()) + '\n', "bad\n"};
        if (argv == programs::echoInput())
            return {0, options.input, {}};
        if (argv == programs::demandEnd())
            engine.endProcess(id, 5);
        return {0, {}, {}};
    }

    SystemClock m_clock;
    FakeEngine m_engine{m_clock};
    int m_puts = 0;
};

class RealPeer final : public Peer {
public:
    explicit RealPeer(const SandboxBox &box)
        : m_box(box)
        , m_engine(box.engine())
        , m_run(QStringLiteral("conf%1").arg(QCoreApplication::applicationPid()))
    { }
    ~RealPeer() override
    {
        (void)m_box.onHost({QStringLiteral("docker"), QStringLiteral("rmi"), QStringLiteral("-f"), image()});
        (void)m_box.onHost({QStringLiteral("rm"), QStringLiteral("-rf"), QStringLiteral("/srv/") + m_run,
            m_box.smallDirectory() + QLatin1Char('/') + m_run});
    }
    Status importImage()
    {
        HERMES_ASSIGN(const QByteArray root, busyboxRootTar());
        const CommandResult imported
            = m_box.onHost({QStringLiteral("docker"), QStringLiteral("import"), QStringLiteral("-"), image()}, root);
        if (imported.exitCode != 0)
            return fail(ErrorKind::Remote, QStringLiteral("docker import failed"), QString::fromUtf8(imported.err));
        return {};
    }
    Engine &engine() override { return *m_engine; }
    [[nodiscard]] QString image() const override { return QStringLiteral("hermes-conformance:") + m_run; }
    QString makeDirectory(const QString &name) override { return make(QStringLiteral("/srv/"), name); }
    QString makeSmallDirectory(const QString &name) override
    {
        return make(m_box.smallDirectory() + QLatin1Char('/'), name);
    }
    void occupyPort(quint16 port, bool occupied) override
    {
        const QString pidFile = QStringLiteral("/run/%1-%2.pid").arg(m_run).arg(port);
        const QString script = occupied
            ? QStringLiteral("setsid python3 -c 'import socket,time; s=socket.socket(); s.bind((\"127.0.0.1\",%1)); "
                             "s.listen(); time.sleep(300)' >/dev/null 2>&1 </dev/null & echo $! > %2; sleep 0.5")
                  .arg(port)
                  .arg(pidFile)
            : QStringLiteral("kill $(cat %1); rm %1").arg(pidFile);
        (void)m_box.onHost({QStringLiteral("sh"), QStringLiteral("-c"), script});
    }

private:
    QString make(const QString &parent, const QString &name)
    {
        const QString directory = parent + m_run + QLatin1Char('/') + name;
        (void)m_box.onHost({QStringLiteral("mkdir"), QStringLiteral("-p"), directory});
        return directory;
    }
    SandboxBox m_box;
    std::unique_ptr<HttpEngine> m_engine;
    QString m_run;
};

} // namespace

namespace programs {
QStringList sleeper()
{
    return shell("trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done");
}
QStringList stubborn()
{
    return shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
}
QStringList exits(int code)
{
    return shell(QByteArray("exit " + QByteArray::number(code)).constData());
}
QStringList printer()
{
    return shell("echo one; echo two; sleep 0.1; echo bad >&2; sleep 0.1; echo -n tail");
}
QStringList endsOnDemand()
{
    return shell("trap 'exit 0' TERM; while [ ! -e /tmp/end ]; do sleep 0.05; done; rm /tmp/end; exit 5");
}
QStringList demandEnd()
{
    return {QStringLiteral("touch"), QStringLiteral("/tmp/end")};
}
QStringList countInput()
{
    return shell("wc -c; echo bad >&2; exit 7");
}
QStringList echoInput()
{
    return shell("exec cat");
}
} // namespace programs

Result<std::unique_ptr<Peer>> makeFakePeer()
{
    return std::make_unique<FakePeer>();
}

Result<std::unique_ptr<Peer>> makeRealPeer()
{
    HERMES_ASSIGN(const SandboxBox box, SandboxBox::find());
    auto peer = std::make_unique<RealPeer>(box);
    HERMES_TRY(peer->importImage());
    return peer;
}

} // namespace hermes::test
