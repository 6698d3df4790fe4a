#include "demoorders.h"
#include "demoready.h"

#include <algorithm>

// Which orders the invented platform has.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qint64 second = 1'000;
constexpr qint64 day = 86'400 * second;
constexpr int oldOrders = 320;

struct PlanPrice {
    const char *code;
    qint64 price;
};

constexpr PlanPrice prices[] = {{"dedicated_pro", 128'000}, {"research_std", 19'900}, {"shared_lite", 3'900}};

qint64 priceOf(const QString &plan)
{
    for (const PlanPrice &one : prices)
        if (plan == QLatin1StringView(one.code))
            return one.price;
    return 0;
}

/// Looks like one, and is the same on every run.
QString madeUp(quint64 seed, int length, const QString &letters = u"0123456789abcdefghijklmnopqrstuvwxyz"_s)
{
    quint64 state = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    QString text;
    for (int at = 0; at < length; ++at) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        text += letters.at(qsizetype((state >> 33) % quint64(letters.size())));
    }
    return text;
}

QString digits(quint64 seed, int length)
{
    return madeUp(seed, length, u"0123456789"_s);
}

OrderRow paidOrder(const QString &id, const QString &tenant, const QString &plan, qint64 paidMs)
{
    OrderRow row;
    row.id = id;
    row.tenant = tenant;
    row.planCode = plan;
    row.amountMinor = priceOf(plan);
    row.currency = u"CNY"_s;
    row.state = row.rawState = u"PAID"_s;
    const quint64 seed = qHash(id, 11);
    row.subscription = u"sub_"_s + madeUp(seed, 16);
    row.user = u"usr_"_s + madeUp(seed + 1, 20);
    row.tradeNo = u"HA2026"_s + digits(seed + 2, 18);
    row.transactionId = u"4200"_s + digits(seed + 3, 24);
    row.paidMs = paidMs;
    row.createdMs = paidMs - 25 * second;
    return row;
}

OrderRow deliveredOrder(OrderRow row, qint64 tookMs)
{
    row.deliveredMs = row.paidMs + tookMs;
    row.finding = u"DELIVERED"_s;
    return row;
}

const TenantRow *tenantOf(const QList<TenantRow> &tenants, const QString &name)
{
    const auto found
        = std::find_if(tenants.begin(), tenants.end(), [&](const TenantRow &row) { return row.name == name; });
    return found == tenants.end() ? nullptr : &*found;
}

} // namespace

QString DemoOrders::longId()
{
    return u"order-0123456789abcdefghijklmnopqrstuvwxyz-0123456789abcdefghijk"_s;
}

QString DemoOrders::markup()
{
    return u"<b onclick=\"x()\">'; DROP TABLE \"Order\"; --</b> ${HOME} \u202E\n{{7*7}}"_s;
}

void DemoOrders::add(OrderRow row, const QList<OrderAttempt> &attempts)
{
    m_orders.append({std::move(row), 1, attempts, {}, 0});
}

void DemoOrders::fill(State state, const QList<TenantRow> &tenants)
{
    m_state = state;
    m_orders.clear();
    m_keys.clear();
    if (state == State::Unset || state == State::Quiet)
        return;
    addWaiting(tenants);
    addDelivered(tenants);
    addHandOff();
    addUgly();
    addOld();
    std::stable_sort(m_orders.begin(), m_orders.end(),
        [](const DemoOrder &a, const DemoOrder &b) { return a.row.createdMs > b.row.createdMs; });
}

void DemoOrders::addWaiting(const QList<TenantRow> &tenants)
{
    const qint64 now = m_clock.begin();
    OrderRow lost
        = paidOrder(u"cmp6h01ii0k001l60bqz7m4tehx"_s, u"su-wanqing"_s, u"research_std"_s, now - 1'122 * second);
    lost.state = u"OPEN"_s;
    lost.rawState = u"NOTPAY"_s;
    lost.subscription.clear();
    lost.transactionId = u"4200002871202605150093148817"_s;
    lost.finding = u"NOT_RECORDED"_s;
    lost.waits = true;
    lost.verb = u"REDRIVE"_s;
    add(lost);
    m_orders.last().version = 3;
    struct Waiting {
        QString tenant;
        qint64 forSeconds;
        QString finding;
        QString verb;
    };
    const QList<Waiting> list{{u"huaxin-capital"_s, 665, u"BLOCKED"_s, u"RETRY"_s},
        {u"chen-yutong"_s, 380, u"RETRYING"_s, u"RETRY"_s},
        {u"acme-research"_s, 191, u"WAITING_FOR_SCAN"_s, u"SHOW_CODE"_s},
        {u"wang-shuo"_s, 122, u"WAITING_FOR_SCAN"_s, u"SHOW_CODE"_s}, {u"bluelake-am"_s, 38, u"UNDER_WAY"_s, {}}};
    for (const Waiting &one : list) {
        const TenantRow *tenant = tenantOf(tenants, one.tenant);
        if (!tenant)
            continue;
        OrderRow row = paidOrder(tenant->order, one.tenant, tenant->planCode, now - one.forSeconds * second);
        row.finding = one.finding;
        row.verb = one.verb;
        row.waits = true;
        row.reason = one.finding == "BLOCKED"_L1 || one.finding == "RETRYING"_L1 ? tenant->reason : QString();
        add(row);
        if (one.tenant == "chen-yutong"_L1)
            m_orders.last().attempts = {{now - 101 * second,
                words(QT_TRANSLATE_NOOP("Demo", "disk was full, is mended")), u"mei@ops-mac"_s, one.verb}};
    }
}

void DemoOrders::addDelivered(const QList<TenantRow> &tenants)
{
    struct Delivered {
        QString tenant;
        qint64 tookSeconds;
        qint64 agoSeconds; ///< before the day's 13:41:08
    };
    const QList<Delivered> list{{u"tao-jing"_s, 72, 2'497}, {u"ming-securities"_s, 104, 7'650},
        {u"qin-yue"_s, 58, 9'459}, {u"pan-haoran"_s, 91, 10'286}, {u"silk-road-fund"_s, 247, 12'278},
        {u"xu-man"_s, 69, 13'456}, {u"ye-zihan"_s, 87, 14'358}, {u"deng-kai"_s, 98, 15'452},
        {u"cao-ning"_s, 140, 16'524}};
    QStringList today;
    for (const Delivered &one : list) {
        today.append(one.tenant);
        const TenantRow *tenant = tenantOf(tenants, one.tenant);
        if (!tenant)
            continue;
        const qint64 ready = m_clock.begin() - one.agoSeconds * second;
        add(deliveredOrder(paidOrder(tenant->order, one.tenant, tenant->planCode, ready - one.tookSeconds * second),
            one.tookSeconds * second));
    }
    int days = 2;
    for (const TenantRow &tenant : tenants) {
        const bool isKnown = std::any_of(m_orders.begin(), m_orders.end(),
            [&tenant](const DemoOrder &order) { return order.row.tenant == tenant.name; });
        if (isKnown || today.contains(tenant.name))
            continue;
        OrderRow row = paidOrder(tenant.order, tenant.name, tenant.planCode, m_clock.begin() - ++days * day);
        row = deliveredOrder(row, (60 + days * 3) * second);
        if (tenant.phase == "PAUSED"_L1)
            row.finding = u"PAUSED_BY_LAPSE"_s;
        if (tenant.name == "riverbend-io"_L1) {
            row.finding = u"LAPSED"_s;
            row.verb = u"PAUSE"_s;
        } else if (tenant.name == "peak-seven"_L1) {
            row.finding = u"ROW_DIFFERS"_s;
        }
        add(row);
    }
}

void DemoOrders::addHandOff()
{
    OrderRow twice
        = paidOrder(u"cmp5zk2m10004l60b7qwe81xk3v"_s, u"liu-jing"_s, u"research_std"_s, m_clock.begin() - 2 * day);
    twice.finding = u"PAID_TWICE"_s;
    add(twice,
        {{twice.paidMs + 400 * second, words(QT_TRANSLATE_NOOP("Demo", "she paid again; wants the second one back")),
            u"mei@ops-mac"_s, u"HAND_OFF"_s}});
    m_orders.last().isHandedOff = true;
    // Another, of which nobody has taken care yet.
    twice = paidOrder(u"cmp5zk9v70009l60bx3n8qd2fa"_s, u"an-ruo"_s, u"research_std"_s, m_clock.begin() - 3 * day);
    twice.finding = u"PAID_TWICE"_s;
    twice.verb = u"HAND_OFF"_s;
    add(twice);
}

void DemoOrders::addUgly()
{
    const qint64 begin = m_clock.begin();
    int number = 0;
    const auto ugly = [&](const QString &id, const auto &spoil) {
        ++number;
        OrderRow row = paidOrder(id, u"ugly-%1"_s.arg(number), u"research_std"_s, begin - day - number * 600 * second);
        row = deliveredOrder(row, 90 * second);
        spoil(row);
        add(row);
    };
    ugly(u"cmp5ugly0000noamount"_s, [](OrderRow &row) { row.amountMinor.reset(); });
    ugly(u"cmp5ugly0001textamount"_s, [](OrderRow &row) {
        row.amountMinor.reset();
        row.amountText = u"一百九十九元 (199,00)"_s;
    });
    ugly(u"cmp5ugly0002otherplan"_s, [](OrderRow &row) {
        row.planCode = u"enterprise_2030"_s;
        row.finding = u"UNKNOWN_PLAN"_s;
        row.deliveredMs = 0;
    });
    ugly(u"cmp5ugly0003otherstate"_s, [](OrderRow &row) {
        row.state = u"UNKNOWN"_s;
        row.rawState = u"SETTLING"_s;
        row.finding = u"UNKNOWN_STATE"_s;
        row.deliveredMs = 0;
    });
    ugly(longId(), [](OrderRow &row) {
        row.tenant = longId();
        row.user = longId();
    });
    ugly(markup(), [](OrderRow &row) {
        for (QString *field : {&row.tenant, &row.subscription, &row.user, &row.planCode, &row.amountText, &row.currency,
                 &row.rawState, &row.tradeNo, &row.transactionId, &row.reason})
            *field = markup();
        row.state = u"UNKNOWN"_s;
        row.finding = u"UNKNOWN_STATE"_s;
    });
    ugly(u"cmp5ugly0006yen"_s, [](OrderRow &row) {
        row.amountMinor = 1'280;
        row.currency = u"JPY"_s;
    });
    ugly(u"cmp5ugly0007dinar"_s, [](OrderRow &row) {
        row.amountMinor = 1'234'567;
        row.currency = u"KWD"_s;
    });
    ugly(u"cmp5ugly0008refund"_s, [](OrderRow &row) {
        row.amountMinor = -19'900;
        row.state = row.rawState = u"REFUNDED"_s;
        row.finding = u"REFUNDED"_s;
        row.deliveredMs = 0;
    });
    ugly(u"cmp5ugly0009nothing"_s, [](OrderRow &row) {
        const QString id = row.id;
        row = {};
        row.id = id;
        row.state = u"UNKNOWN"_s;
        row.finding = u"FROM_A_NEWER_CORE"_s;
    });
}

void DemoOrders::addOld()
{
    for (int number = 0; number < oldOrders; ++number) {
        const QString plan = QLatin1StringView(prices[number % 3].code);
        const qint64 paid = m_clock.begin() - (46 * day) - number * 8'100 * second;
        OrderRow row = paidOrder(u"cmp5"_s + madeUp(quint64(number) + 900, 21), {}, plan, paid);
        if (number % 9 == 4 || number % 9 == 7) {
            const bool isClosed = number % 9 == 4;
            row.state = isClosed ? u"CLOSED"_s : u"OPEN"_s;
            row.rawState = isClosed ? u"CLOSED"_s : u"NOTPAY"_s;
            row.finding = isClosed ? u"CLOSED"_s : u"NOT_PAID"_s;
            row.verb = isClosed ? QString() : u"ASK_AGAIN"_s;
            row.paidMs = 0;
            row.transactionId.clear();
            row.subscription.clear();
        } else {
            row.tenant = u"former-%1"_s.arg(number, 3, 10, QLatin1Char('0'));
            row = deliveredOrder(row, (55 + number % 120) * second);
        }
        add(row);
    }
}

} // namespace hermes::desktop
