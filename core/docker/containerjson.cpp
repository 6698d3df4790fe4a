#include "containerjson.h"
#include "jsonvalues.h"

namespace hermes::docker {

namespace {

QString portKey(quint16 port)
{
    return QString::number(port) + QStringLiteral("/tcp");
}

QJsonObject portBindings(const QList<PublishedPort> &ports)
{
    QJsonObject bindings;
    for (const PublishedPort &port : ports) {
        const QString key = portKey(port.containerPort);
        QJsonArray of = bindings.value(key).toArray();
        of.append(QJsonObject{
            {QStringLiteral("HostIp"), port.hostIp}, {QStringLiteral("HostPort"), QString::number(port.hostPort)}});
        bindings.insert(key, of);
    }
    return bindings;
}

QJsonArray mountsOf(const ContainerSpec &spec)
{
    QJsonArray mounts;
    for (const VolumeMount &mount : spec.mounts) {
        QJsonObject volume{{QStringLiteral("NoCopy"), mount.noCopy}};
        if (!mount.device.isEmpty()) {
            volume.insert(QStringLiteral("Labels"), toJson(mount.labels));
            volume.insert(QStringLiteral("DriverConfig"),
                QJsonObject{{QStringLiteral("Name"), QStringLiteral("local")},
                    {QStringLiteral("Options"),
                        QJsonObject{{QStringLiteral("type"), QStringLiteral("none")},
                            {QStringLiteral("o"), QStringLiteral("bind")}, {QStringLiteral("device"), mount.device}}}});
        }
        mounts.append(QJsonObject{{QStringLiteral("Type"), QStringLiteral("volume")},
            {QStringLiteral("Source"), mount.volume}, {QStringLiteral("Target"), mount.target},
            {QStringLiteral("ReadOnly"), mount.readOnly}, {QStringLiteral("VolumeOptions"), volume}});
    }
    return mounts;
}

QJsonObject hostConfigOf(const ContainerSpec &spec)
{
    QJsonObject config{{QStringLiteral("PortBindings"), portBindings(spec.ports)},
        {QStringLiteral("Mounts"), mountsOf(spec)},
        {QStringLiteral("LogConfig"),
            QJsonObject{{QStringLiteral("Type"), QStringLiteral("json-file")},
                {QStringLiteral("Config"),
                    QJsonObject{{QStringLiteral("max-size"), spec.logMaxSize},
                        {QStringLiteral("max-file"), QString::number(spec.logMaxFiles)}}}}}};
    if (!spec.network.isEmpty())
        config.insert(QStringLiteral("NetworkMode"), spec.network);
    if (!spec.capDrop.isEmpty())
        config.insert(QStringLiteral("CapDrop"), QJsonArray::fromStringList(spec.capDrop));
    if (!spec.capAdd.isEmpty())
        config.insert(QStringLiteral("CapAdd"), QJsonArray::fromStringList(spec.capAdd));
    if (spec.noNewPrivileges)
        config.insert(QStringLiteral("SecurityOpt"), QJsonArray{QStringLiteral("no-new-privileges:true")});
    if (spec.memoryBytes > 0) {
        config.insert(QStringLiteral("Memory"), spec.memoryBytes);
        config.insert(QStringLiteral("MemorySwap"), spec.memoryBytes);
    }
    if (spec.nanoCpus > 0)
        config.insert(QStringLiteral("NanoCpus"), spec.nanoCpus);
    if (spec.pidsLimit > 0)
        config.insert(QStringLiteral("PidsLimit"), spec.pidsLimit);
    if (!spec.restartPolicy.isEmpty())
        config.insert(QStringLiteral("RestartPolicy"), QJsonObject{{QStringLiteral("Name"), spec.restartPolicy}});
    return config;
}

QJsonObject healthOf(const ContainerSpec &spec)
{
    constexpr qint64 nanoseconds = 1'000'000'000;
    return {{QStringLiteral("Test"), QJsonArray::fromStringList(spec.healthCommand)},
        {QStringLiteral("Interval"), spec.healthIntervalSeconds * nanoseconds},
        {QStringLiteral("Retries"), spec.healthRetries},
        {QStringLiteral("StartPeriod"), spec.healthStartSeconds * nanoseconds}};
}

QString withoutSlash(const QString &name)
{
    return name.startsWith(QLatin1Char('/')) ? name.mid(1) : name;
}

/// "9119/tcp" -> [{HostIp, HostPort}], as in HostConfig.PortBindings and NetworkSettings.Ports.
QList<PublishedPort> portsOf(const QJsonValue &value)
{
    QList<PublishedPort> ports;
    const QJsonObject map = value.toObject();
    for (auto it = map.begin(); it != map.end(); ++it) {
        const quint16 inside = it.key().section(QLatin1Char('/'), 0, 0).toUShort();
        for (const auto &binding : it.value().toArray()) {
            const QJsonObject object = binding.toObject();
            ports.append({inside, object.value(QStringLiteral("HostPort")).toString().toUShort(),
                object.value(QStringLiteral("HostIp")).toString()});
        }
    }
    return ports;
}

ContainerSummary summaryOf(const QJsonObject &object)
{
    ContainerSummary summary;
    summary.id = object.value(QStringLiteral("Id")).toString();
    const QJsonArray names = object.value(QStringLiteral("Names")).toArray();
    summary.name = names.isEmpty() ? QString() : withoutSlash(names.first().toString());
    summary.image = object.value(QStringLiteral("Image")).toString();
    summary.imageId = object.value(QStringLiteral("ImageID")).toString();
    summary.state = object.value(QStringLiteral("State")).toString();
    summary.status = object.value(QStringLiteral("Status")).toString();
    summary.labels = toMap(object.value(QStringLiteral("Labels")));
    summary.createdMs = object.value(QStringLiteral("Created")).toInteger() * 1000;
    for (const auto &value : object.value(QStringLiteral("Ports")).toArray()) {
        const QJsonObject port = value.toObject();
        const int outside = port.value(QStringLiteral("PublicPort")).toInt();
        if (outside > 0 && port.value(QStringLiteral("Type")).toString() == QLatin1String("tcp"))
            summary.ports.append({quint16(port.value(QStringLiteral("PrivatePort")).toInt()), quint16(outside),
                port.value(QStringLiteral("IP")).toString()});
    }
    return summary;
}

void readState(ContainerDetails &details, const QJsonObject &state)
{
    details.summary.state = state.value(QStringLiteral("Status")).toString();
    details.running = state.value(QStringLiteral("Running")).toBool();
    details.exitCode = state.value(QStringLiteral("ExitCode")).toInt();
    details.oomKilled = state.value(QStringLiteral("OOMKilled")).toBool();
    details.error = state.value(QStringLiteral("Error")).toString();
    details.startedAt = parseTime(state.value(QStringLiteral("StartedAt")).toString());
    details.finishedAt = parseTime(state.value(QStringLiteral("FinishedAt")).toString());
    details.health = state.value(QStringLiteral("Health")).toObject().value(QStringLiteral("Status")).toString();
    if (details.health == QLatin1String("none"))
        details.health.clear();
    details.pid = state.value(QStringLiteral("Pid")).toInt();
}

} // namespace

QByteArray createBody(const ContainerSpec &spec)
{
    QJsonObject body{{QStringLiteral("Image"), spec.image}, {QStringLiteral("Labels"), toJson(spec.labels)},
        {QStringLiteral("HostConfig"), hostConfigOf(spec)}};
    if (!spec.entrypoint.isEmpty())
        body.insert(QStringLiteral("Entrypoint"), QJsonArray::fromStringList(spec.entrypoint));
    if (!spec.command.isEmpty())
        body.insert(QStringLiteral("Cmd"), QJsonArray::fromStringList(spec.command));
    QJsonArray environment;
    for (auto it = spec.environment.begin(); it != spec.environment.end(); ++it)
        environment.append(it.key() + QLatin1Char('=') + it.value());
    if (!environment.isEmpty())
        body.insert(QStringLiteral("Env"), environment);
    QJsonObject exposed;
    for (const PublishedPort &port : spec.ports)
        exposed.insert(portKey(port.containerPort), QJsonObject());
    if (!exposed.isEmpty())
        body.insert(QStringLiteral("ExposedPorts"), exposed);
    if (spec.stopTimeoutSeconds > 0)
        body.insert(QStringLiteral("StopTimeout"), spec.stopTimeoutSeconds);
    if (!spec.healthCommand.isEmpty())
        body.insert(QStringLiteral("Healthcheck"), healthOf(spec));
    return compact(body);
}

QByteArray restartPolicyBody(const QString &policy)
{
    return compact({{QStringLiteral("RestartPolicy"), QJsonObject{{QStringLiteral("Name"), policy}}}});
}

Result<Created> parseCreated(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    return Created{object.value(QStringLiteral("Id")).toString(), toStrings(object.value(QStringLiteral("Warnings")))};
}

Result<QList<ContainerSummary>> parseContainerList(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonArray array, parseArray(json));
    QList<ContainerSummary> list;
    list.reserve(array.size());
    for (const auto &value : array)
        list.append(summaryOf(value.toObject()));
    return list;
}

Result<ContainerDetails> parseContainerDetails(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    ContainerDetails details;
    const QJsonObject config = object.value(QStringLiteral("Config")).toObject();
    const QJsonObject network = object.value(QStringLiteral("NetworkSettings")).toObject();
    details.summary.id = object.value(QStringLiteral("Id")).toString();
    details.summary.name = withoutSlash(object.value(QStringLiteral("Name")).toString());
    details.summary.image = config.value(QStringLiteral("Image")).toString();
    details.summary.imageId = object.value(QStringLiteral("Image")).toString();
    details.summary.labels = toMap(config.value(QStringLiteral("Labels")));
    details.summary.createdMs = parseTime(object.value(QStringLiteral("Created")).toString()).toMSecsSinceEpoch();
    details.summary.ports = portsOf(network.value(QStringLiteral("Ports")));
    readState(details, object.value(QStringLiteral("State")).toObject());
    details.summary.status = details.summary.state;
    details.restartCount = object.value(QStringLiteral("RestartCount")).toInt();
    details.networks = network.value(QStringLiteral("Networks")).toObject().keys();
    details.configuredPorts
        = portsOf(object.value(QStringLiteral("HostConfig")).toObject().value(QStringLiteral("PortBindings")));
    details.tty = config.value(QStringLiteral("Tty")).toBool();
    for (const auto &value : object.value(QStringLiteral("Mounts")).toArray()) {
        const QJsonObject mount = value.toObject();
        details.mounts.append(
            {mount.value(QStringLiteral("Source")).toString(), mount.value(QStringLiteral("Destination")).toString()});
    }
    details.restartPolicy = object.value(QStringLiteral("HostConfig"))
                                .toObject()
                                .value(QStringLiteral("RestartPolicy"))
                                .toObject()
                                .value(QStringLiteral("Name"))
                                .toString();
    if (details.restartPolicy.isEmpty())
        details.restartPolicy = QStringLiteral("no");
    for (const auto &line : toStrings(config.value(QStringLiteral("Env"))))
        details.environment.insert(
            line.section(QLatin1Char('='), 0, 0), Secret(line.section(QLatin1Char('='), 1).toUtf8()));
    return details;
}

Result<int> parseWait(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    return object.value(QStringLiteral("StatusCode")).toInt();
}

Result<PathStat> parsePathStat(const QByteArray &header)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(QByteArray::fromBase64(header)));
    // Go's fs.FileMode: the low nine bits are the permissions, the rest has places of its own.
    constexpr quint32 directory = 1U << 31U;
    constexpr quint32 setUid = 1U << 23U;
    constexpr quint32 setGid = 1U << 22U;
    constexpr quint32 sticky = 1U << 20U;
    const auto mode = quint32(object.value(QStringLiteral("mode")).toInteger());
    PathStat stat;
    stat.name = object.value(QStringLiteral("name")).toString();
    stat.size = object.value(QStringLiteral("size")).toInteger();
    stat.mode = (mode & 0777U) | ((mode & setUid) != 0 ? 04000U : 0U) | ((mode & setGid) != 0 ? 02000U : 0U)
        | ((mode & sticky) != 0 ? 01000U : 0U);
    stat.isDirectory = (mode & directory) != 0;
    stat.linkTarget = object.value(QStringLiteral("linkTarget")).toString();
    stat.modified = parseTime(object.value(QStringLiteral("mtime")).toString());
    return stat;
}

} // namespace hermes::docker
