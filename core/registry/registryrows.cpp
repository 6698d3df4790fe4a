#include "registryrows.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hermes {

using namespace Qt::StringLiterals;

const QString hostColumns
    = u"id, name, address, engine_id, claim_number, capacity, port_first, port_last, data_root,"
      " bridge_subnet, gateway, allow_prefab, hermes_path, allow_shared, cordoned, added_at, seen_at, last_error, "
      "take_over,"
      " memory_overcommit, disk_reserve_bytes, memory_bytes, memory_free_bytes, disk_bytes, disk_free_bytes, "
      "measured_at,"
      " url_from"_s;
const QString tenantColumns
    = u"id, name, subscription, order_id, plan_code, tier, created_at, row_version, presence, generation, bind_epoch,"
      " host_id, requested_host_id, image, image_id, memory_bytes, cpus, pids, nonce, phase, phase_before, reason, "
      "message,"
      " hint, conditions, container_id, home_written_for, credentials_written_for, observed_at, phase_since, attempts,"
      " next_attempt_at, start_failures, start_failures_since, lease_owner, lease_epoch, lease_until, secrets_pending,"
      " purged_at, home_host_id, home_tier, restore_from, adopt_home, adopt_from"_s;
const QString sessionColumns
    = u"id, tenant_id, poller, poller_until, state, link, machine, verify_code, issued_at, expires_at, shown_until,"
      " started_at, ended_at, message, user_id, held_by, archive_path, actor, renewals, notice"_s;
const QString bindingColumns
    = u"tenant_id, bot_id, user_id, base_url, token_sha256, bind_epoch, archive_path, bound_at"_s;
const QString journalColumns
    = u"id, tenant_id, at, actor, epoch, generation, phase_before, phase_after, reason, message"_s;
const QString operationColumns
    = u"id, tenant_id, step, generation, epoch, started_at, ended_at, outcome, detail, actor"_s;

quint16 *portOf(Ports &ports, const QString &purpose)
{
    if (purpose == u"dashboard"_s)
        return &ports.dashboard;
    if (purpose == u"api"_s)
        return &ports.api;
    return purpose == u"wecom"_s ? &ports.wecom : nullptr;
}

void readPort(Row &row, Ports &ports)
{
    quint16 *port = portOf(ports, row.text());
    const auto number = static_cast<quint16>(row.integer());
    if (port)
        *port = number;
}

Tier readTier(Row &row)
{
    Tier tier = Tier::Container;
    (void)tierFromName(row.text(), &tier); // the column's CHECK admits only names of tiers
    return tier;
}

Host readHost(Row &row)
{
    Host host;
    host.id = row.text();
    host.name = row.text();
    host.address = row.text();
    host.engineId = row.text();
    host.claimNumber = static_cast<int>(row.integer());
    host.capacity = static_cast<int>(row.integer());
    host.ports.first = static_cast<quint16>(row.integer());
    host.ports.last = static_cast<quint16>(row.integer());
    host.dataRoot = row.text();
    host.bridgeSubnet = row.text();
    host.gateway = row.text();
    host.allowPrefab = row.flag();
    host.hermesPath = row.text();
    host.allowShared = row.flag();
    host.cordoned = row.flag();
    host.addedAt = row.integer();
    host.seenAt = row.integer();
    host.lastError = row.text();
    host.takeOver = row.flag();
    host.memoryOvercommit = static_cast<int>(row.integer());
    host.diskReserveBytes = row.integer();
    host.room.memoryBytes = row.integer();
    host.room.memoryFreeBytes = row.integer();
    host.room.diskBytes = row.integer();
    host.room.diskFreeBytes = row.integer();
    host.room.measuredAt = row.integer();
    host.urlFrom = row.text();
    return host;
}

Tenant readTenant(Row &row)
{
    Tenant tenant;
    tenant.id = row.text();
    tenant.name = row.text();
    tenant.subscription = row.text();
    tenant.order = row.text();
    tenant.planCode = row.text();
    tenant.tier = readTier(row);
    tenant.createdAt = row.integer();
    tenant.rowVersion = row.integer();
    tenant.presence = presenceFromName(row.text());
    tenant.generation = static_cast<int>(row.integer());
    tenant.bindEpoch = static_cast<int>(row.integer());
    tenant.hostId = row.text();
    tenant.requestedHostId = row.text();
    tenant.image = row.text();
    tenant.imageId = row.text();
    tenant.memoryBytes = row.integer();
    tenant.cpus = row.real();
    tenant.pids = static_cast<int>(row.integer());
    tenant.nonce = row.text();
    tenant.phase = phaseFromName(row.text());
    tenant.phaseBefore = phaseFromName(row.text());
    tenant.reason = row.text();
    tenant.message = row.text();
    tenant.hint = row.text();
    tenant.conditions = conditionsFromJson(row.text());
    tenant.containerId = row.text();
    tenant.homeWrittenFor = row.text();
    tenant.credentialsWrittenFor = row.text();
    tenant.observedAt = row.integer();
    tenant.phaseSince = row.integer();
    tenant.attempts = static_cast<int>(row.integer());
    tenant.nextAttemptAt = row.integer();
    tenant.startFailures = static_cast<int>(row.integer());
    tenant.startFailuresSince = row.integer();
    tenant.leaseOwner = row.text();
    tenant.leaseEpoch = row.integer();
    tenant.leaseUntil = row.integer();
    tenant.secretsPending = row.flag();
    tenant.purgedAt = row.integer();
    tenant.homeHostId = row.text();
    tenant.homeTier = readTier(row);
    tenant.restoreFrom = row.text();
    tenant.adoptHome = row.text();
    tenant.adoptFrom = row.text();
    return tenant;
}

BindSession readSession(Row &row)
{
    BindSession session;
    session.id = row.text();
    session.tenantId = row.text();
    session.poller = row.text();
    session.pollerUntil = row.integer();
    session.state = row.text();
    session.link = row.text();
    session.machine = row.bytes();
    session.verifyCode = row.text();
    session.issuedAt = row.integer();
    session.expiresAt = row.integer();
    session.shownUntil = row.integer();
    session.startedAt = row.integer();
    session.endedAt = row.integer();
    session.message = row.text();
    session.userId = row.text();
    session.heldBy = row.text();
    session.archivePath = row.text();
    session.actor = row.text();
    session.renewals = static_cast<int>(row.integer());
    session.notice = row.text();
    return session;
}

Binding readBinding(Row &row)
{
    Binding binding;
    binding.tenantId = row.text();
    binding.botId = row.text();
    binding.userId = row.text();
    binding.baseUrl = row.text();
    binding.tokenSha256 = row.text();
    binding.bindEpoch = static_cast<int>(row.integer());
    binding.archivePath = row.text();
    binding.boundAt = row.integer();
    return binding;
}

JournalRow readJournal(Row &row)
{
    JournalRow journal;
    journal.id = row.integer();
    journal.tenantId = row.text();
    journal.at = row.integer();
    journal.actor = row.text();
    journal.epoch = row.integer();
    journal.generation = static_cast<int>(row.integer());
    journal.before = row.text();
    journal.after = row.text();
    journal.reason = row.text();
    journal.message = row.text();
    return journal;
}

Operation readOperation(Row &row)
{
    Operation operation;
    operation.id = row.integer();
    operation.tenantId = row.text();
    operation.step = row.text();
    operation.generation = static_cast<int>(row.integer());
    operation.epoch = row.integer();
    operation.startedAt = row.integer();
    operation.endedAt = row.integer();
    operation.outcome = row.text();
    operation.detail = row.text();
    operation.actor = row.text();
    return operation;
}

// One flat array: ten thousand of them are read for one table, and nested ones take twice as long.
QString conditionsToJson(const QList<Condition> &conditions)
{
    QJsonArray flat;
    for (const Condition &condition : conditions) {
        flat.append(conditionName(condition.type));
        flat.append(conditionStatusName(condition.status));
        flat.append(condition.reason);
        flat.append(condition.message);
        flat.append(condition.since);
        flat.append(condition.generation);
    }
    return QString::fromUtf8(QJsonDocument(flat).toJson(QJsonDocument::Compact));
}

QList<Condition> conditionsFromJson(const QString &json)
{
    constexpr qsizetype fields = 6;
    const QJsonArray flat = QJsonDocument::fromJson(json.toUtf8()).array();
    QList<Condition> conditions;
    conditions.reserve(flat.size() / fields);
    for (qsizetype i = 0; i + fields <= flat.size(); i += fields)
        conditions.append({conditionFromName(flat.at(i).toString()), conditionStatusFromName(flat.at(i + 1).toString()),
            flat.at(i + 2).toString(), flat.at(i + 3).toString(), flat.at(i + 4).toInteger(), flat.at(i + 5).toInt()});
    return conditions;
}

Result<QString> metaValue(Db &db, const QString &key)
{
    HERMES_ASSIGN(const auto found,
        db.first(u"select value from meta where key = ?"_s, {key}, [](Row &row) { return row.text(); }));
    return found.value_or(QString());
}

} // namespace hermes
