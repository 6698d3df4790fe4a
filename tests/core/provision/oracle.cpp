#include "simulation.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

QStringList World::violations()
{
    QStringList found = m_seen;
    checkContainers(found);
    checkLedger(found);
    checkJournal(found);
    checkTokens(found);
    checkForeigners(found);
    checkImages(found);
    checkKeys(found);
    return found;
}

/// I1, I2 and I9 on the hosts.
void World::checkContainers(QStringList &found)
{
    QMap<QString, int> running;
    QMap<QByteArray, QSet<QString>> users;
    const QString platform = m_books.rows("select value from meta where key = 'platform_uuid'").value(0).value(0);
    for (const auto &[hostId, host] : hosts) {
        QMap<QString, int> here;
        for (const auto &container : host->tenantContainers()) {
            const QString tenantId = container.summary.labels.value(u"hermes.tenant_id"_s);
            if (container.summary.labels.value(u"hermes.platform"_s) != platform)
                continue;
            if (++here[tenantId] > 1)
                found.append(u"I2: two containers of %1 on one host"_s.arg(tenantId));
            if (!container.running)
                continue;
            if (++running[tenantId] > 1)
                found.append(u"I1: two running containers of %1"_s.arg(tenantId));
            const auto env = host->homeFile(tenantId, u".env"_s);
            for (const QByteArray &line : env ? env->content.split('\n') : QList<QByteArray>())
                if (line.startsWith("WEIXIN_TOKEN="))
                    users[line].insert(tenantId);
        }
    }
    for (const auto &tenants : users)
        if (tenants.size() > 1)
            found.append(u"I9: one WeChat token in the homes of two tenants"_s);
    for (const auto &row :
        m_books.rows("select user_id, count(*) from bindings where live and user_id <> '' group by user_id"))
        if (row.at(1).toInt() > 1)
            found.append(u"I9: WeChat user %1 has two live tenants"_s.arg(row.at(0)));
}

/// I4: every published port is the ledger's, in use or cooling down; a port is never free while something publishes it.
void World::checkLedger(QStringList &found)
{
    QMap<QString, QString> ledger;
    for (const auto &row : m_books.rows("select host_id, port, tenant_id from ports"))
        ledger.insert(row.at(0) + u'/' + row.at(1), row.at(2));
    for (const auto &[hostId, host] : hosts) {
        for (const auto &container : host->tenantContainers()) {
            const QString tenantId = container.summary.labels.value(u"hermes.tenant_id"_s);
            for (const auto &port : container.configuredPorts)
                if (ledger.value(hostId + u'/' + QString::number(port.hostPort)) != tenantId)
                    found.append(u"I4: port %1 of %2 is not its own in the ledger"_s.arg(port.hostPort).arg(tenantId));
        }
    }
    for (const auto &row :
        m_books.rows("select order_id, count(*) from requests where order_id <> '' group by order_id"))
        if (row.at(1).toInt() > 1)
            found.append(u"I5: order %1 was requested twice"_s.arg(row.at(0)));
}

/// I6: the newest journal row of each tenant tells the phase that the tenant has, and goes on from the one before.
void World::checkJournal(QStringList &found)
{
    const auto rows = m_books.rows("select t.name, t.phase, (select j.phase_after from journal j"
                                   " where j.tenant_id = t.id order by j.id desc limit 1) from tenants t");
    for (const auto &row : rows)
        if (row.at(1) != row.at(2))
            found.append(u"I6: %1 is %2, its journal says %3"_s.arg(row.at(0), row.at(1), row.at(2)));
    for (const auto &row : m_books.rows("select t.name, j.phase_before, (select i.phase_after from journal i"
                                        " where i.tenant_id = t.id and i.id < j.id order by i.id desc limit 1)"
                                        " from tenants t join journal j on j.id = (select max(id) from journal"
                                        " where tenant_id = t.id)"))
        if (!row.at(2).isEmpty() && row.at(1) != row.at(2))
            found.append(u"I6: %1 went unseen from %2 to %3"_s.arg(row.at(0), row.at(2), row.at(1)));
}

/// Keys live as long as their tenant, and are in the home of one that serves.
void World::checkKeys(QStringList &found)
{
    for (const auto &row : m_books.rows("select id, name, phase, tier from tenants")) {
        const int number = keys.numberOf(row.at(0));
        if (row.at(2) == "GONE"_L1 && number > 0)
            found.append(u"%1 is gone, and its key is not revoked"_s.arg(row.at(1)));
        if (row.at(2) != "READY"_L1 || row.at(3) != "container"_L1)
            continue;
        const bool isThere = number > 0 && std::any_of(hosts.begin(), hosts.end(), [&](const auto &host) {
            const auto env = host.second->homeFile(row.at(0), u".env"_s);
            return env && env->content.contains("LLM_API_KEY=" + SimulatedKeys::key(number) + '\n');
        });
        if (!isThere)
            found.append(u"%1 serves without the key that was issued to it"_s.arg(row.at(1)));
    }
}

/// I8: a token that once was on a host's disk is still in a home or in the archive.
void World::checkTokens(QStringList &found)
{
    QSet<QByteArray> now;
    const auto tokens = wechat.handedOut();
    const auto note = [&](const QByteArray &bytes) {
        for (const auto &token : tokens)
            if (bytes.contains(token.reveal()))
                now.insert(token.reveal());
    };
    for (const auto &[hostId, host] : hosts) {
        for (const auto &file : host->files().all())
            note(file.bytes);
        for (const auto &row : m_books.rows("select id from tenants")) {
            for (const auto &home : {SimulatedHost::homeDirectory(row.at(0)),
                     SimulatedHost::profileDirectory(row.at(0)), SimulatedHost::sharedDirectory(row.at(0))}) {
                const FakeTree tree = host->engine().device(home);
                for (const auto &file : tree.files)
                    note(file.content);
            }
        }
    }
    for (const auto &token : std::as_const(m_tokens))
        if (!now.contains(token))
            found.append(u"I8: the last copy of a WeChat token is gone (%1)"_s.arg(QString::fromUtf8(token.left(8))));
    m_tokens.unite(now);
}

/// I7: what does not carry our label is as it was.
void World::checkForeigners(QStringList &found)
{
    QMap<QString, QString> now;
    const QString platform = m_books.rows("select value from meta where key = 'platform_uuid'").value(0).value(0);
    for (const auto &[hostId, host] : hosts)
        for (const auto &container : host->engine().containers())
            if (container.summary.labels.value(u"hermes.platform"_s) != platform)
                now.insert(container.summary.id, container.summary.state);
    for (auto before = m_foreign.cbegin(); before != m_foreign.cend(); ++before)
        if (!now.contains(before.key())
            || (now.value(before.key()) != before.value() && !adopted.contains(before.key())))
            found.append(u"I7: a container of somebody else was touched"_s);
    for (auto source = adopted.cbegin(); source != adopted.cend(); ++source)
        for (const auto &[hostId, host] : hosts)
            for (const auto &container : host->tenantContainers(*source))
                if (!source->isEmpty() && container.running && now.value(source.key()) == "running"_L1)
                    found.append(u"I1: what was adopted runs beside its tenant"_s);
    for (auto container = now.cbegin(); container != now.cend(); ++container)
        m_foreign.insert(container.key(), container.value());
}

/// What the registry says of the image of a generation is what its container was made of.
void World::checkImages(QStringList &found)
{
    QMap<QString, QString> pinned;
    for (const auto &row : m_books.rows("select id, generation, nonce, host_id, image_id from tenants"))
        pinned.insert(row.mid(0, 4).join(u'/'), row.at(4));
    QMap<QString, QString> noted;
    for (const auto &row : m_books.rows("select tenant_id, generation, nonce, host_id, image_id from instances"))
        noted.insert(row.mid(0, 4).join(u'/'), row.at(4));
    for (const auto &[hostId, host] : hosts) {
        for (const auto &container : host->tenantContainers()) {
            const auto &labels = container.summary.labels;
            const QString key = QStringList{labels.value(u"hermes.tenant_id"_s), labels.value(u"hermes.generation"_s),
                labels.value(u"hermes.nonce"_s), hostId}
                                    .join(u'/');
            for (const auto &books : {pinned, noted})
                if (const QString said = books.value(key); !said.isEmpty() && said != container.summary.imageId)
                    found.append(
                        u"image: %1 runs %2, the registry says %3"_s.arg(key, container.summary.imageId, said));
        }
    }
}

/// I3: a running container that is the tenant's current one is neither stopped nor removed while it is wanted.
std::optional<Error> World::watchDestruction(const FakeEngine::CallInfo &info)
{
    if (info.name != "stopContainer"_L1 && info.name != "removeContainer"_L1)
        return std::nullopt;
    for (const auto &[hostId, host] : hosts) {
        for (const auto &container : host->tenantContainers()) {
            if (info.subject != container.summary.id) {
                if (info.subject == container.summary.name)
                    m_seen.append(u"I3: %1 by name"_s.arg(info.name));
                continue;
            }
            const auto &labels = container.summary.labels;
            const auto rows = m_books.rows("select 1 from tenants where id = ? and presence = 'PRESENT'"
                                           " and generation = cast(? as integer) and nonce = ? and host_id = ?",
                {labels.value(u"hermes.tenant_id"_s), labels.value(u"hermes.generation"_s),
                    labels.value(u"hermes.nonce"_s), hostId});
            if (container.running && !rows.isEmpty())
                m_seen.append(u"I3: %1 of a running container of the current generation"_s.arg(info.name));
        }
    }
    return std::nullopt;
}

void World::setHooks(FakeEngine::Hook before, FakeEngine::Hook after)
{
    for (const auto &[hostId, host] : hosts) {
        host->engine().setHooks(
            [this, before](const FakeEngine::CallInfo &info) {
                if (auto error = watchDestruction(info))
                    return error;
                return before ? before(info) : std::nullopt;
            },
            after);
        host->files().setHooks(before, after);
    }
}

} // namespace hermes::test
