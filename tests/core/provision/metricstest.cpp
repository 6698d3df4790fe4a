#include "metrics.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace Qt::StringLiterals;

namespace {

TenantRow tenantRow(const QString &name, Phase phase)
{
    TenantRow row;
    row.tenant.name = name;
    row.tenant.phase = phase;
    row.tenant.phaseSince = 1'000;
    row.hostName = u"ecs-1"_s;
    row.healthy = true;
    row.bound = true;
    row.ageMs = 1'500;
    return row;
}

QByteArrayList samplesOf(const QByteArray &text, const QByteArray &name)
{
    QByteArrayList found;
    for (const QByteArray &line : text.split('\n'))
        if (line.startsWith(name + ' ') || line.startsWith(name + '{'))
            found << line.mid(name.size()).trimmed();
    return found;
}

} // namespace

TEST(Metrics, countTenantsByPhaseAndOperationsByOutcome)
{
    Measures measures;
    measures.tenants
        = {tenantRow(u"a"_s, Phase::Ready), tenantRow(u"b"_s, Phase::Ready), tenantRow(u"c"_s, Phase::BindWait)};
    measures.tenants[1].tenant.leaseUntil = 6'000;
    measures.operations = {{u"create"_s, u"done"_s, 3}, {u"start"_s, QString(), 1}};
    measures.nowMs = 5'000;
    measures.turns = 7;
    measures.turnMs = 1'250;
    const QByteArray text = metricsText(measures);
    EXPECT_EQ(samplesOf(text, "hermes_tenants"),
        (QByteArrayList{"{phase=\"BIND_WAIT\",tier=\"container\"} 1", "{phase=\"READY\",tier=\"container\"} 2"}));
    EXPECT_EQ(samplesOf(text, "hermes_leases_held"), QByteArrayList{"1"});
    EXPECT_EQ(samplesOf(text, "hermes_operations_total"),
        (QByteArrayList{"{step=\"create\",outcome=\"done\"} 3", "{step=\"start\",outcome=\"open\"} 1"}));
    EXPECT_EQ(samplesOf(text, "hermes_reconciles_total"), QByteArrayList{"7"});
    EXPECT_EQ(samplesOf(text, "hermes_reconcile_seconds_total"), QByteArrayList{"1.25"});
    EXPECT_EQ(samplesOf(text, "hermes_tenant_phase_age_seconds").first(), "{tenant=\"a\",host=\"ecs-1\"} 4");
    EXPECT_EQ(samplesOf(text, "hermes_tenant_observed_age_seconds").first(), "{tenant=\"a\",host=\"ecs-1\"} 1.5");
}

TEST(Metrics, callNothingHealthyThatIsOnlyRemembered)
{
    Measures measures;
    measures.tenants = {tenantRow(u"a"_s, Phase::Unknown)};
    measures.tenants.first().stale = true;
    const QByteArray text = metricsText(measures);
    EXPECT_EQ(samplesOf(text, "hermes_tenant_healthy"), QByteArrayList{"{tenant=\"a\",host=\"ecs-1\"} 0"});
    EXPECT_EQ(samplesOf(text, "hermes_tenant_bound"), QByteArrayList{"{tenant=\"a\",host=\"ecs-1\"} 0"});
}

TEST(Metrics, tellHowLongWhoPaidHasWaited)
{
    Measures measures;
    measures.nowMs = 500'000;
    EXPECT_TRUE(samplesOf(metricsText(measures), "hermes_orders_oldest_wait_seconds").isEmpty()) << "no platform";
    measures.orders.emplace();
    QByteArray text = metricsText(measures);
    EXPECT_EQ(samplesOf(text, "hermes_orders_oldest_wait_seconds"), QByteArrayList{"0"});
    EXPECT_EQ(samplesOf(text, "hermes_platform_read_age_seconds"), QByteArrayList{"-1"});
    OrderView view;
    view.diagnosis.finding = payments::Finding::Blocked;
    view.facts.order.paidMs = 100'000;
    measures.orders->waiting = {view, view};
    measures.orders->waiting[1].facts.order.paidMs = 0; // the platform does not know that it is paid
    measures.orders->waiting[1].facts.order.createdMs = 200'000;
    measures.orders->readMs = 498'500;
    text = metricsText(measures);
    EXPECT_EQ(samplesOf(text, "hermes_orders_waiting"), QByteArrayList{"{finding=\"BLOCKED\"} 2"});
    EXPECT_EQ(samplesOf(text, "hermes_orders_oldest_wait_seconds"), QByteArrayList{"400"});
    EXPECT_EQ(samplesOf(text, "hermes_orders_handed_off"), QByteArrayList{"0"});
    EXPECT_EQ(samplesOf(text, "hermes_platform_read_age_seconds"), QByteArrayList{"1.5"});
}

TEST(Metrics, escapeWhatALabelMayNotHold)
{
    Measures measures;
    HostRow host;
    host.host.name = u"a\"b\\c\nd"_s;
    host.state = HostState::Ready;
    measures.hosts = {host};
    EXPECT_EQ(samplesOf(metricsText(measures), "hermes_host_up"), QByteArrayList{"{host=\"a\\\"b\\\\c\\nd\"} 1"});
}
