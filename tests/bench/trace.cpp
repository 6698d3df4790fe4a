#include "trace.h"

namespace hermes::bench {

namespace {

class TracedEngine final : public docker::Engine {
public:
    TracedEngine(std::shared_ptr<docker::Engine> inner, Trace &trace)
        : m_inner(std::move(inner))
        , m_trace(trace)
    { }
    Result<docker::EngineInfo> info(const Call &call) override
    {
        return m_trace.note("info", QString(), [&] { return m_inner->info(call); });
    }
    Result<QList<docker::ContainerSummary>> listContainers(const QStringList &labels, const Call &call) override
    {
        return m_trace.note("listContainers", QString(), [&] { return m_inner->listContainers(labels, call); });
    }
    Result<docker::ContainerDetails> inspectContainer(const QString &id, const Call &call) override
    {
        return m_trace.note("inspectContainer", id, [&] { return m_inner->inspectContainer(id, call); });
    }
    Result<docker::Created> createContainer(const docker::ContainerSpec &spec, const Call &call) override
    {
        return m_trace.note("createContainer", spec.name, [&] { return m_inner->createContainer(spec, call); });
    }
    Result<docker::Done> startContainer(const QString &id, const Call &call) override
    {
        return m_trace.note("startContainer", id, [&] { return m_inner->startContainer(id, call); });
    }
    Result<docker::Done> stopContainer(const QString &id, int timeoutSeconds, const Call &call) override
    {
        return m_trace.note("stopContainer", id, [&] { return m_inner->stopContainer(id, timeoutSeconds, call); });
    }
    Result<docker::Done> pauseContainer(const QString &id, const Call &call) override
    {
        return m_trace.note("pauseContainer", id, [&] { return m_inner->pauseContainer(id, call); });
    }
    Result<docker::Done> unpauseContainer(const QString &id, const Call &call) override
    {
        return m_trace.note("unpauseContainer", id, [&] { return m_inner->unpauseContainer(id, call); });
    }
    Status renameContainer(const QString &id, const QString &name, const Call &call) override
    {
        return m_trace.note("renameContainer", id, [&] { return m_inner->renameContainer(id, name, call); });
    }
    Result<docker::Done> removeContainer(const QString &id, bool force, const Call &call) override
    {
        return m_trace.note("removeContainer", id, [&] { return m_inner->removeContainer(id, force, call); });
    }
    Status setRestartPolicy(const QString &id, const QString &policy, const Call &call) override
    {
        return m_trace.note("setRestartPolicy", id, [&] { return m_inner->setRestartPolicy(id, policy, call); });
    }
    Result<int> waitContainer(const QString &id, const Call &call) override
    {
        return m_trace.note("waitContainer", id, [&] { return m_inner->waitContainer(id, call); });
    }
    Status putArchive(const QString &id, const QString &path, const QByteArray &tar, const Call &call) override
    {
        return m_trace.note("putArchive", path, [&] { return m_inner->putArchive(id, path, tar, call); });
    }
    Result<QByteArray> getArchive(const QString &id, const QString &path, const Call &call) override
    {
        return m_trace.note("getArchive", path, [&] { return m_inner->getArchive(id, path, call); });
    }
    Result<docker::PathStat> statArchive(const QString &id, const QString &path, const Call &call) override
    {
        return m_trace.note("statArchive", path, [&] { return m_inner->statArchive(id, path, call); });
    }
    Result<QList<docker::NetworkDetails>> listNetworks(const Call &call) override
    {
        return m_trace.note("listNetworks", QString(), [&] { return m_inner->listNetworks(call); });
    }
    Result<QString> createNetwork(const docker::NetworkSpec &spec, const Call &call) override
    {
        return m_trace.note("createNetwork", QString(), [&] { return m_inner->createNetwork(spec, call); });
    }
    Result<docker::NetworkDetails> inspectNetwork(const QString &nameOrId, const Call &call) override
    {
        return m_trace.note("inspectNetwork", nameOrId, [&] { return m_inner->inspectNetwork(nameOrId, call); });
    }
    Status removeNetwork(const QString &id, const Call &call) override
    {
        return m_trace.note("removeNetwork", id, [&] { return m_inner->removeNetwork(id, call); });
    }
    Result<docker::VolumeDetails> createBindVolume(
        const QString &name, const QString &device, const docker::Labels &labels, const Call &call) override
    {
        return m_trace.note(
            "createBindVolume", device, [&] { return m_inner->createBindVolume(name, device, labels, call); });
    }
    Result<docker::VolumeDetails> inspectVolume(const QString &name, const Call &call) override
    {
        return m_trace.note("inspectVolume", name, [&] { return m_inner->inspectVolume(name, call); });
    }
    Result<QList<docker::VolumeDetails>> listVolumes(const QStringList &labels, const Call &call) override
    {
        return m_trace.note("listVolumes", QString(), [&] { return m_inner->listVolumes(labels, call); });
    }
    Status removeVolume(const QString &name, const Call &call) override
    {
        return m_trace.note("removeVolume", name, [&] { return m_inner->removeVolume(name, call); });
    }
    Result<docker::ImageDetails> inspectImage(const QString &reference, const Call &call) override
    {
        return m_trace.note("inspectImage", reference, [&] { return m_inner->inspectImage(reference, call); });
    }
    Status pullImage(
        const QString &reference, const std::function<void(const QString &)> &progress, const Call &call) override
    {
        return m_trace.note("pullImage", reference, [&] { return m_inner->pullImage(reference, progress, call); });
    }
    Status watchEvents(const QStringList &labels, const std::function<void()> &connected,
        const std::function<void(const docker::Event &)> &event, const Call &call) override
    {
        return m_trace.note(
            "watchEvents", QString(), [&] { return m_inner->watchEvents(labels, connected, event, call); });
    }
    Status readLogs(const QString &id, const docker::LogOptions &options,
        const std::function<void(const QByteArray &line, bool isError)> &line, const Call &call) override
    {
        return m_trace.note("readLogs", id, [&] { return m_inner->readLogs(id, options, line, call); });
    }
    Result<docker::Engine::ExecResult> exec(
        const QString &id, const QStringList &argv, const docker::ExecOptions &options, const Call &call) override
    {
        return m_trace.note("exec", id, [&] { return m_inner->exec(id, argv, options, call); });
    }

private:
    std::shared_ptr<docker::Engine> m_inner;
    Trace &m_trace;
};

class TracedFiles final : public ssh::HostFiles {
public:
    TracedFiles(std::shared_ptr<ssh::HostFiles> inner, Trace &trace)
        : m_inner(std::move(inner))
        , m_trace(trace)
    { }
    Result<QByteArray> read(const QString &path, const Call &call) override
    {
        return m_trace.note("read", path, [&] { return m_inner->read(path, call); });
    }
    Status write(const QString &path, const QByteArray &bytes, int mode, const Call &call) override
    {
        return m_trace.note("write", path, [&] { return m_inner->write(path, bytes, mode, call); });
    }
    Status createExclusive(const QString &path, const QByteArray &bytes, int mode, const Call &call) override
    {
        return m_trace.note("createExclusive", path, [&] { return m_inner->createExclusive(path, bytes, mode, call); });
    }
    Status overwrite(const QString &path, const QByteArray &bytes, const Call &call) override
    {
        return m_trace.note("overwrite", path, [&] { return m_inner->overwrite(path, bytes, call); });
    }
    Status remove(const QString &path, const Call &call) override
    {
        return m_trace.note("remove", path, [&] { return m_inner->remove(path, call); });
    }
    Result<QStringList> list(const QString &directory, const Call &call) override
    {
        return m_trace.note("list", directory, [&] { return m_inner->list(directory, call); });
    }
    Result<QList<ssh::FileFact>> files(const QString &directory, const Call &call) override
    {
        return m_trace.note("files", directory, [&] { return m_inner->files(directory, call); });
    }
    Status makeDirectory(const QString &path, int mode, const Call &call) override
    {
        return m_trace.note("makeDirectory", path, [&] { return m_inner->makeDirectory(path, mode, call); });
    }
    Result<QString> absolute(const QString &path, const Call &call) override
    {
        return m_trace.note("absolute", path, [&] { return m_inner->absolute(path, call); });
    }
    Result<std::unique_ptr<ByteStream>> openPipe(const QString &path, ssh::PipeEnd end, const Call &call) override
    {
        return m_trace.note("openPipe", path, [&] { return m_inner->openPipe(path, end, call); });
    }

private:
    std::shared_ptr<ssh::HostFiles> m_inner;
    Trace &m_trace;
};

class TracedProber final : public Prober {
public:
    TracedProber(std::shared_ptr<Prober> inner, Trace &trace)
        : m_inner(std::move(inner))
        , m_trace(trace)
    { }
    Result<docker::HttpAnswer> get(quint16 port, const QString &path, const Call &call) override
    {
        return m_trace.note("probe", path, [&] { return m_inner->get(port, path, call); });
    }

private:
    std::shared_ptr<Prober> m_inner;
    Trace &m_trace;
};

} // namespace

Trace::Trace()
{
    m_clock.start();
}
Trace::~Trace() = default;

HostLink Trace::wrap(const HostLink &link)
{
    HostLink traced = link;
    traced.engine = std::make_shared<TracedEngine>(link.engine, *this);
    traced.files = std::make_shared<TracedFiles>(link.files, *this);
    traced.prober = std::make_shared<TracedProber>(link.prober, *this);
    return traced;
}

void Trace::begin()
{
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
    m_begun = m_clock.nsecsElapsed();
    m_on = true;
}

void Trace::end()
{
    const std::lock_guard lock(m_mutex);
    m_on = false;
}

void Trace::add(const char *name, const QString &what, qint64 from, qint64 to)
{
    const std::lock_guard lock(m_mutex);
    if (m_on)
        m_entries.push_back({name, what, double(from - m_begun) / 1e6, double(to - from) / 1e6});
}

QByteArray Trace::text() const
{
    const std::lock_guard lock(m_mutex);
    QByteArray text;
    for (const auto &entry : m_entries)
        text += QStringLiteral("%1 %2  %3 %4\n")
                    .arg(entry.from, 8, 'f', 0)
                    .arg(entry.took, 7, 'f', 0)
                    .arg(QString::fromLatin1(entry.name), -18)
                    .arg(entry.what.left(90))
                    .toUtf8();
    return text;
}

} // namespace hermes::bench
