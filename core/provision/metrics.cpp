#include "metrics.h"

#include <map>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

using Labels = QList<std::pair<QString, QString>>;

/// One metric after the other: its help and type, then its samples.
class Exposition {
public:
    void begin(const char *name, const char *type, const char *help)
    {
        m_name = name;
        m_text += "# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + ' ' + type + '\n';
    }
    void sample(double value, const Labels &labels = {})
    {
        m_text += m_name;
        if (!labels.isEmpty()) {
            QStringList parts;
            for (const auto &[key, label] : labels)
                parts << key + u"=\""_s + escaped(label) + u'"';
            m_text += '{' + parts.join(u',').toUtf8() + '}';
        }
        m_text += ' ' + QByteArray::number(value, 'g', 17) + '\n';
    }
    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    static QString escaped(QString label)
    {
        return label.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).replace(u'\n', u"\\n"_s);
    }
    QByteArray m_name;
    QByteArray m_text;
};

void tellFleet(Exposition &out, const Measures &measures)
{
    std::map<std::pair<QString, QString>, int> phases;
    int leases = 0;
    for (const auto &row : measures.tenants) {
        ++phases[{phaseName(row.tenant.phase), tierName(row.tenant.tier)}];
        leases += row.tenant.leaseUntil > measures.nowMs;
    }
    out.begin("hermes_tenants", "gauge", "Tenants by phase and tier.");
    for (const auto &[key, count] : phases)
        out.sample(count, {{u"phase"_s, key.first}, {u"tier"_s, key.second}});
    out.begin("hermes_leases_held", "gauge", "Tenants that some process is at work on now.");
    out.sample(leases);
    out.begin("hermes_workers", "gauge", "Live workers on this registry.");
    out.sample(measures.workers);
    out.begin("hermes_operations_total", "counter", "Steps begun on hosts, by how they ended.");
    for (const auto &each : measures.operations)
        out.sample(static_cast<double>(each.count),
            {{u"step"_s, each.step}, {u"outcome"_s, each.outcome.isEmpty() ? u"open"_s : each.outcome}});
    out.begin("hermes_reconciles_total", "counter", "Turns of this process's loop.");
    out.sample(static_cast<double>(measures.turns));
    out.begin("hermes_reconcile_failures_total", "counter", "Turns that failed.");
    out.sample(static_cast<double>(measures.failedTurns));
    out.begin("hermes_reconcile_seconds_total", "counter", "Time spent in turns.");
    out.sample(static_cast<double>(measures.turnMs) / 1000);
}

void tellTenants(Exposition &out, const Measures &measures)
{
    const auto each = [&](const char *name, const char *help, const std::function<double(const TenantRow &)> &value) {
        out.begin(name, "gauge", help);
        for (const auto &row : measures.tenants)
            out.sample(value(row), {{u"tenant"_s, row.tenant.name}, {u"host"_s, row.hostName}});
    };
    each("hermes_tenant_healthy", "1 if its dashboard proved its identity and its gateway runs; 0 also while unknown.",
        [](const TenantRow &row) { return row.healthy && !row.stale ? 1 : 0; });
    each("hermes_tenant_bound", "1 if its agent polls WeChat with the bound account; 0 also while unknown.",
        [](const TenantRow &row) { return row.bound && !row.stale ? 1 : 0; });
    each("hermes_tenant_retries", "Failed tries of its present step.",
        [](const TenantRow &row) { return row.tenant.attempts; });
    each("hermes_tenant_generation", "Its desired generation.",
        [](const TenantRow &row) { return row.tenant.generation; });
    each("hermes_tenant_phase_age_seconds", "Time since it entered its phase.", [&](const TenantRow &row) {
        return double(std::max<qint64>(0, measures.nowMs - row.tenant.phaseSince)) / 1000;
    });
    each("hermes_tenant_observed_age_seconds", "Time since it was last seen; -1: never.",
        [](const TenantRow &row) { return row.ageMs < 0 ? -1 : double(row.ageMs) / 1000; });
}

void tellHosts(Exposition &out, const Measures &measures)
{
    const auto each = [&](const char *name, const char *help, const std::function<double(const HostRow &)> &value) {
        out.begin(name, "gauge", help);
        for (const auto &row : measures.hosts)
            out.sample(value(row), {{u"host"_s, row.host.name}});
    };
    each("hermes_host_up", "1 if it is connected and ours.",
        [](const HostRow &row) { return row.state == HostState::Ready ? 1 : 0; });
    each("hermes_host_tenants", "Tenants placed on it.", [](const HostRow &row) { return row.tenants; });
    each("hermes_host_capacity", "Tenants it may have; 0: as many as ports.",
        [](const HostRow &row) { return row.host.capacity; });
    each("hermes_host_ports_in_use", "Ports of its range in use or cooling down.",
        [](const HostRow &row) { return row.portsInUse; });
}

void tellOrders(Exposition &out, const OrderDesk::Board &orders, qint64 nowMs)
{
    std::map<QString, int> findings;
    qint64 oldest = nowMs;
    for (const OrderView &view : orders.waiting) {
        ++findings[payments::findingName(view.diagnosis.finding)];
        oldest = std::min(oldest, view.waitsSince());
    }
    out.begin("hermes_orders_waiting", "gauge", "Orders that are paid and not delivered, by what was found.");
    for (const auto &[finding, count] : findings)
        out.sample(count, {{u"finding"_s, finding}});
    out.begin("hermes_orders_oldest_wait_seconds", "gauge", "How long the first of them has waited; 0: nobody waits.");
    out.sample(double(nowMs - oldest) / 1000);
    out.begin("hermes_orders_handed_off", "gauge", "Orders that somebody is to decide about, or to refund.");
    out.sample(double(orders.handOffs.size()));
    out.begin("hermes_platform_read_age_seconds", "gauge", "Time since the platform was last read; -1: never.");
    out.sample(orders.readMs > 0 ? double(std::max<qint64>(0, nowMs - orders.readMs)) / 1000 : -1);
}

} // namespace

QByteArray metricsText(const Measures &measures)
{
    Exposition out;
    tellFleet(out, measures);
    tellTenants(out, measures);
    tellHosts(out, measures);
    if (measures.orders)
        tellOrders(out, *measures.orders, measures.nowMs);
    return out.text();
}

} // namespace hermes
