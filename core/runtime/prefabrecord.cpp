#include "prefabrecord.h"

#include "jsonvalues.h"
#include "types.h"

namespace hermes::prefab {

using namespace Qt::StringLiterals;
using docker::ContainerDetails;

namespace {

qint64 unixTime(const QString &stamp)
{
    return stamp.startsWith(u'@') ? stamp.mid(1).toLongLong() : 0;
}

QString stateOf(const QString &mark, const QMap<QString, QString> &facts)
{
    const QString active = facts.value(u"ActiveState"_s);
    if (active == "activating"_L1)
        return facts.value(u"SubState"_s) == "auto-restart"_L1 ? u"restarting"_s : u"running"_s;
    if (active == "active"_L1 || active == "deactivating"_L1 || active == "reloading"_L1)
        return mark == "p"_L1 ? u"paused"_s : u"running"_s;
    return mark == "-"_L1 ? u"created"_s : u"exited"_s;
}

ContainerDetails detailsOf(const QStringList &head, const QMap<QString, QString> &facts)
{
    const QJsonObject record = QJsonDocument::fromJson(head.at(3).toUtf8()).object();
    ContainerDetails unit;
    unit.summary.id = head.at(0);
    unit.summary.name = head.at(1);
    unit.summary.image = record.value(u"image"_s).toString();
    unit.summary.imageId = unit.summary.image;
    unit.summary.createdMs = record.value(u"createdMs"_s).toInteger();
    unit.summary.labels = docker::toMap(record.value(u"labels"_s));
    unit.summary.state = stateOf(head.at(2), facts);
    unit.running = unit.summary.state != "created"_L1 && unit.summary.state != "exited"_L1;
    unit.summary.status = facts.value(u"ActiveState"_s) + u" ("_s + facts.value(u"SubState"_s) + u')';
    for (const auto &value : record.value(u"ports"_s).toArray()) {
        const QJsonObject port = value.toObject();
        unit.configuredPorts.append({static_cast<quint16>(port.value(u"container"_s).toInt()),
            static_cast<quint16>(port.value(u"host"_s).toInt()), port.value(u"ip"_s).toString()});
    }
    if (unit.running)
        unit.summary.ports = unit.configuredPorts;
    unit.exitCode = facts.value(u"ExecMainStatus"_s).toInt();
    unit.oomKilled = facts.value(u"Result"_s) == "oom-kill"_L1;
    unit.error = head.at(4).trimmed();
    unit.restartCount = facts.value(u"NRestarts"_s).toInt();
    unit.pid = facts.value(u"MainPID"_s).toInt();
    // Whole seconds: what a file says that is newer than the next one is really newer than the start.
    if (const qint64 at = unixTime(facts.value(u"ExecMainStartTimestamp"_s)); at > 0)
        unit.startedAt = QDateTime::fromSecsSinceEpoch(at + 1, Qt::UTC);
    if (const qint64 at = unixTime(facts.value(u"ExecMainExitTimestamp"_s)); at > 0)
        unit.finishedAt = QDateTime::fromSecsSinceEpoch(at, Qt::UTC);
    return unit;
}

tl::unexpected<Error> notWhole()
{
    return fail(ErrorKind::Remote, translate("Prefab", "The list of the units on the host is not whole."), {},
        translate("Prefab", "It is asked again."));
}

} // namespace

bool isForUnits(const docker::Labels &labels)
{
    return labels.value(tierLabel) == tierName(Tier::Prefab);
}

QByteArray recordOf(const docker::ContainerSpec &spec, qint64 createdMs)
{
    QJsonArray ports;
    for (const auto &port : spec.ports)
        ports.append(
            QJsonObject{{u"container"_s, port.containerPort}, {u"host"_s, port.hostPort}, {u"ip"_s, port.hostIp}});
    return QJsonDocument(QJsonObject{{u"image"_s, spec.image}, {u"createdMs"_s, createdMs},
                             {u"labels"_s, docker::toJson(spec.labels)}, {u"ports"_s, ports}})
        .toJson(QJsonDocument::Compact);
}

Result<QList<ContainerDetails>> parseUnits(const QByteArray &text)
{
    constexpr qsizetype headLines = 5;
    QList<ContainerDetails> units;
    if (text.isEmpty())
        return units;
    const QStringList lines = QString::fromUtf8(text).split(u'\n');
    QList<QStringList> heads;
    qsizetype at = 0;
    for (; at + headLines < lines.size() && !lines.at(at).isEmpty(); at += headLines)
        heads.append(lines.mid(at, headLines));
    if (heads.isEmpty() || !lines.at(at).isEmpty())
        return notWhole();
    // After an empty line systemd's own facts, one block for each unit.
    QMap<QString, QMap<QString, QString>> facts;
    QMap<QString, QString> block;
    for (++at; at < lines.size(); ++at) {
        const QString &line = lines.at(at);
        const qsizetype equals = line.indexOf(u'=');
        if (equals > 0)
            block.insert(line.left(equals), line.mid(equals + 1));
        if (line.isEmpty() || at + 1 == lines.size()) {
            facts.insert(block.value(u"Id"_s), block);
            block.clear();
        }
    }
    for (const auto &head : std::as_const(heads)) {
        const auto found = facts.constFind(u"hermes-%1.service"_s.arg(head.first()));
        if (found == facts.cend())
            return notWhole();
        units.append(detailsOf(head, *found));
    }
    return units;
}

QByteArray scriptOf(const docker::ContainerSpec &spec)
{
    if (!spec.entrypoint.isEmpty())
        return spec.command.value(1).toUtf8() + '\n';
    // $1 is Hermes, $2 the dashboard's port. The host's skills are linked, not copied: what is there stays.
    return "cd /opt/data && mkdir -p cron home hooks logs memories plans sessions skills skins workspace\n"
           "for skill in /opt/skills/*/; do\n"
           "    [ -d \"$skill\" ] || continue\n"
           "    skill=${skill%/}\n"
           "    [ -e \"/opt/data/skills/${skill##*/}\" ] || ln -sfn \"$skill\" \"/opt/data/skills/${skill##*/}\"\n"
           "done\n"
           "(while :; do \"$1\" dashboard --host 127.0.0.1 --port \"$2\" --no-open; sleep 2; done) 2>&1 "
           "| sed -u 's/^/[dashboard] /' &\n"
           "exec \"$1\" gateway run\n";
}

HostFacts parseFacts(const QByteArray &text)
{
    QMap<QString, QString> values;
    for (const QString &line : QString::fromUtf8(text).split(u'\n'))
        values.insert(line.section(u'=', 0, 0), line.section(u'=', 1));
    HostFacts facts;
    facts.systemd = values.value(u"systemd"_s);
    static const QStringList alive{u"running"_s, u"degraded"_s, u"starting"_s, u"initializing"_s};
    facts.hasManager = alive.contains(values.value(u"manager"_s));
    facts.lingers = values.value(u"linger"_s) == "yes"_L1;
    facts.hermes = values.value(u"hermes"_s);
    bool isNumber = false;
    const int code = values.value(u"code"_s).toInt(&isNumber);
    facts.roomCode = isNumber ? code : -1;
    facts.hermesSaid = values.value(u"version"_s);
    return facts;
}

} // namespace hermes::prefab
