#include "resourcejson.h"
#include "jsonvalues.h"

namespace hermes::docker {

namespace {

NetworkDetails networkOf(const QJsonObject &object)
{
    NetworkDetails network;
    network.id = object.value(QStringLiteral("Id")).toString();
    network.name = object.value(QStringLiteral("Name")).toString();
    network.driver = object.value(QStringLiteral("Driver")).toString();
    network.labels = toMap(object.value(QStringLiteral("Labels")));
    network.options = toMap(object.value(QStringLiteral("Options")));
    network.containerIds = object.value(QStringLiteral("Containers")).toObject().keys();
    const QJsonArray pools = object.value(QStringLiteral("IPAM")).toObject().value(QStringLiteral("Config")).toArray();
    for (const auto &value : pools) {
        const QString subnet = value.toObject().value(QStringLiteral("Subnet")).toString();
        // A network may have an IPv6 pool besides; ours never do.
        if (subnet.contains(QLatin1Char(':')) || subnet.isEmpty())
            continue;
        network.subnet = subnet;
        network.gateway = value.toObject().value(QStringLiteral("Gateway")).toString();
        break;
    }
    return network;
}

VolumeDetails volumeOf(const QJsonObject &object)
{
    return {object.value(QStringLiteral("Name")).toString(), object.value(QStringLiteral("Driver")).toString(),
        toMap(object.value(QStringLiteral("Options"))), toMap(object.value(QStringLiteral("Labels"))),
        object.value(QStringLiteral("Mountpoint")).toString()};
}

} // namespace

QByteArray networkBody(const NetworkSpec &spec)
{
    QJsonObject body{{QStringLiteral("Name"), spec.name}, {QStringLiteral("CheckDuplicate"), true},
        {QStringLiteral("Driver"), QStringLiteral("bridge")}, {QStringLiteral("Labels"), toJson(spec.labels)},
        {QStringLiteral("Options"), toJson(spec.options)}};
    if (!spec.subnet.isEmpty()) {
        QJsonObject pool{{QStringLiteral("Subnet"), spec.subnet}};
        if (!spec.gateway.isEmpty())
            pool.insert(QStringLiteral("Gateway"), spec.gateway);
        body.insert(QStringLiteral("IPAM"), QJsonObject{{QStringLiteral("Config"), QJsonArray{pool}}});
    }
    return compact(body);
}

Result<QString> parseId(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    return object.value(QStringLiteral("Id")).toString();
}

Result<NetworkDetails> parseNetwork(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    return networkOf(object);
}

Result<QList<NetworkDetails>> parseNetworkList(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonArray array, parseArray(json));
    QList<NetworkDetails> list;
    for (const auto &value : array)
        list.append(networkOf(value.toObject()));
    return list;
}

QByteArray bindVolumeBody(const QString &name, const QString &device, const Labels &labels)
{
    return compact({{QStringLiteral("Name"), name}, {QStringLiteral("Driver"), QStringLiteral("local")},
        {QStringLiteral("DriverOpts"),
            QJsonObject{{QStringLiteral("type"), QStringLiteral("none")}, {QStringLiteral("o"), QStringLiteral("bind")},
                {QStringLiteral("device"), device}}},
        {QStringLiteral("Labels"), toJson(labels)}});
}

Result<VolumeDetails> parseVolume(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    return volumeOf(object);
}

Result<QList<VolumeDetails>> parseVolumeList(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    QList<VolumeDetails> list;
    for (const auto &value : object.value(QStringLiteral("Volumes")).toArray())
        list.append(volumeOf(value.toObject()));
    return list;
}

Result<ImageDetails> parseImage(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    ImageDetails image{object.value(QStringLiteral("Id")).toString(),
        toStrings(object.value(QStringLiteral("RepoTags"))), toStrings(object.value(QStringLiteral("RepoDigests"))),
        object.value(QStringLiteral("Size")).toInteger(), {}};
    const QJsonObject config = object.value(QStringLiteral("Config")).toObject();
    for (const auto &line : toStrings(config.value(QStringLiteral("Env"))))
        image.environment.insert(line.section(QLatin1Char('='), 0, 0), line.section(QLatin1Char('='), 1));
    return image;
}

PullReference splitReference(const QString &reference)
{
    if (const qsizetype at = reference.indexOf(QLatin1Char('@')); at >= 0)
        return {reference.left(at), reference.mid(at + 1)};
    const qsizetype colon = reference.lastIndexOf(QLatin1Char(':'));
    if (colon > reference.lastIndexOf(QLatin1Char('/')))
        return {reference.left(colon), reference.mid(colon + 1)};
    return {reference, QStringLiteral("latest")};
}

QByteArray execBody(const QStringList &argv, const ExecOptions &options)
{
    QJsonObject body{{QStringLiteral("Cmd"), QJsonArray::fromStringList(argv)}, {QStringLiteral("AttachStdout"), true},
        {QStringLiteral("AttachStderr"), true}, {QStringLiteral("AttachStdin"), options.attachInput},
        {QStringLiteral("Tty"), false}};
    if (!options.user.isEmpty())
        body.insert(QStringLiteral("User"), options.user);
    if (!options.environment.isEmpty())
        body.insert(QStringLiteral("Env"), QJsonArray::fromStringList(options.environment));
    if (!options.workingDir.isEmpty())
        body.insert(QStringLiteral("WorkingDir"), options.workingDir);
    return compact(body);
}

QByteArray execStartBody()
{
    return QByteArrayLiteral(R"({"Detach":false,"Tty":false})");
}

Result<int> parseExecExit(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    return object.value(QStringLiteral("Running")).toBool() ? -1 : object.value(QStringLiteral("ExitCode")).toInt(-1);
}

Result<EngineInfo> parseInfo(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    EngineInfo info;
    info.id = object.value(QStringLiteral("ID")).toString();
    info.version = object.value(QStringLiteral("ServerVersion")).toString();
    info.rootDir = object.value(QStringLiteral("DockerRootDir")).toString();
    info.cpus = object.value(QStringLiteral("NCPU")).toInt();
    info.memoryBytes = object.value(QStringLiteral("MemTotal")).toInteger();
    info.containersRunning = object.value(QStringLiteral("ContainersRunning")).toInt();
    return info;
}

Result<Event> parseEvent(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    const QJsonObject actor = object.value(QStringLiteral("Actor")).toObject();
    return Event{object.value(QStringLiteral("Type")).toString(), object.value(QStringLiteral("Action")).toString(),
        actor.value(QStringLiteral("ID")).toString(), toMap(actor.value(QStringLiteral("Attributes"))),
        object.value(QStringLiteral("timeNano")).toInteger()};
}

QString parseErrorMessage(const QByteArray &body)
{
    const QString message = QJsonDocument::fromJson(body).object().value(QStringLiteral("message")).toString();
    return message.isEmpty() ? QString::fromUtf8(body.left(500)).trimmed() : message.trimmed();
}

QByteArray filtersJson(const QMap<QString, QStringList> &filters)
{
    QJsonObject object;
    for (auto it = filters.begin(); it != filters.end(); ++it)
        object.insert(it.key(), QJsonArray::fromStringList(it.value()));
    return compact(object);
}

} // namespace hermes::docker
