#include "fleetprivate.h"
#include "instancewish.h"
#include "logging.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

// What the platform sells, and how the fleet serves it.

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Result<payments::PlatformMap> readMap(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return payments::PlatformMap::standard();
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Invalid, translate("Fleet", "%1 cannot be read.").arg(path), file.errorString(),
            translate("Fleet", "Mend its permissions, or remove it."));
    auto map = payments::PlatformMap::fromJson(file.readAll());
    if (!map)
        map.error().detail = (path + u' ' + map.error().detail).trimmed();
    return map;
}

} // namespace

Result<OrderDesk *> Fleet::orders()
{
    if (!d->orders)
        return tl::unexpected<Error>(d->ordersProblem);
    return d->orders.get();
}

Error Fleet::ordersTrouble()
{
    if (const auto look = d->workersLook())
        return look->trouble;
    const std::lock_guard lock(d->mutex);
    return d->ordersProblem;
}

Result<OrderCard> Fleet::orderCard(const QString &id)
{
    constexpr int latest = 20;
    HERMES_ASSIGN(OrderDesk * desk, orders());
    HERMES_ASSIGN(const OrderView view, desk->order(id));
    std::optional<TenantRow> served;
    if (!view.tenant.isEmpty() && view.phase != Phase::Gone) {
        HERMES_ASSIGN(served, tenant(view.tenant));
    }
    OrderCard card = hermes::orderCard(view, served, d->clock.wallMs());
    HERMES_ASSIGN(card.attempts, d->registry->audit({id, 0, latest}));
    return card;
}

Result<Fleet::OrderRecovered> Fleet::recoverOrder(const OrderDesk::Recovery &recovery)
{
    HERMES_ASSIGN(OrderDesk * desk, orders());
    HERMES_ASSIGN(const auto recovered, desk->recover(recovery));
    d->tellOfOrders();
    HERMES_ASSIGN(OrderCard card, orderCard(recovery.id));
    return OrderRecovered{card, recovered.unchanged};
}

Result<Fleet::OrderRecovered> Fleet::recordHandOff(const OrderDesk::HandOffRecord &record)
{
    HERMES_ASSIGN(OrderDesk * desk, orders());
    HERMES_ASSIGN(const auto recorded, desk->recordHandOff(record));
    d->tellOfOrders();
    HERMES_ASSIGN(OrderCard card, orderCard(record.id));
    return OrderRecovered{card, recorded.unchanged};
}

void Fleet::Private::tellOfOrders()
{
    const std::lock_guard lock(changedMutex);
    if (changed)
        changed({{}, {}, true});
}

Result<Plan> Fleet::Private::soldPlan(const payments::PlatformMap &map, const QString &code) const
{
    const auto sold = map.plans.find(code);
    ProvisionRequest request;
    request.planCode = sold == map.plans.end() ? code : sold->plan;
    if (request.planCode.isEmpty())
        return fail(ErrorKind::NotFound, translate("Fleet", "The order names no plan."));
    HERMES_ASSIGN(Plan plan, planFor(request));
    if (sold != map.plans.end() && !sold->tier.isEmpty())
        tierFromName(sold->tier, &plan.tier);
    return plan;
}

void Fleet::Private::openOrders(Fleet &fleet)
{
    stopped = options.stop.onCancel([this] { platformStop.cancel(); });
    if (auto asker = WechatAsker::open(options.dataDir); asker)
        wechat = std::move(*asker);
    else
        wechatProblem = asker.error();
    const QString &url = options.platformUrl;
    if (url.isEmpty()) {
        ordersProblem = Error{ErrorKind::Invalid, translate("Fleet", "No platform database is named."), {},
            translate("Fleet",
                "Name it: HERMES_ADMIN_PLATFORM_DB=postgresql://USER@HOST/DATABASE?via=HOSTNAME&passfile=FILE, or "
                "sqlite:PATH.")};
        return;
    }
    const auto map = readMap(options.dataDir + u"/platform.json"_s);
    if (!map) {
        ordersProblem = map.error();
        return;
    }
    std::unique_ptr<payments::PlatformDb> platform;
    if (url.startsWith("sqlite:"_L1)) {
        platform = payments::PlatformDb::ofSqlite(url.mid(7), *map);
    } else {
        const auto address = PostgresAddress::fromUrl(url);
        if (!address) {
            ordersProblem = address.error();
            return;
        }
        platformDoor = std::make_unique<PlatformDoor>(*address, *access, knownHosts, options, platformStop.token());
        platform
            = payments::PlatformDb::ofPostgres([this] { return platformDoor->address(); }, *map, platformStop.token());
    }
    // Whoever ends this program does not wait for a host or for WeChat Pay.
    OrderDesk::Hands hands;
    hands.provision = [&fleet, stop = platformStop.token()](const ProvisionRequest &request) -> Status {
        HERMES_TRY(fleet.provision(request, false, {}, Call::in(60s, stop)));
        return {};
    };
    hands.changeTier = [this, &fleet, stop = platformStop.token()](const QString &tenant, Tier tier) -> Result<bool> {
        // An image may have to be fetched for that: nobody who paid waits for it.
        if (tierChange.valid() && tierChange.wait_for(0s) != std::future_status::ready)
            return false;
        tierChange = std::async(std::launch::async, [&fleet, tenant, tier, stop] {
            if (const auto moved = fleet.migrate(tenant, {{}, tier}, false, {}, Call::in(900s, stop)); !moved)
                qCWarning(logCore) << "a tenant does not become what was bought:" << moved.error().text();
        });
        return true;
    };
    hands.replace = [&fleet, stop = platformStop.token()](const QString &tenant) -> Status {
        HERMES_TRY(fleet.migrate(tenant, {}, false, {}, Call::in(900s, stop)));
        return {};
    };
    hands.retry = [&fleet](const QString &tenant) { return fleet.retry(tenant); };
    hands.kick = [this](const QString &tenantId) {
        driver->kick(tenantId);
        notifyTenantId(tenantId);
    };
    if (wechat || (platformDoor && !platformDoor->via().isEmpty())) {
        hands.ask = [&fleet, stop = platformStop.token()](
                        const QString &tradeNo) { return fleet.askWechat(tradeNo, Call::in(20s, stop)); };
        hands.askRefund = [&fleet, stop = platformStop.token()](
                              const QString &refundNo) { return fleet.askRefund(refundNo, Call::in(20s, stop)); };
    }
    if (platformDoor && !platformDoor->via().isEmpty())
        hands.redrive = [this](const payments::Order &order, const payments::WechatAnswer &answer) {
            return redrive(order, answer);
        };
    hands.plan = [this, map = *map](const QString &code) { return soldPlan(map, code); };
    if (map->writeBack)
        hands.instance = [map = *map](const Tenant &tenant, const Ports &ports, const Host *host) {
            return instanceWish(map, tenant, ports, host);
        };
    orders = std::make_unique<OrderDesk>(*registry, std::move(platform), clock, options.actor, hands);
}

void Fleet::Private::lookAtOrders(bool acts)
{
    const auto looked = orders->look(acts);
    if (!looked && looked.error().kind == ErrorKind::Cancelled)
        return;
    if (!looked) {
        // Once for each new trouble.
        if (ordersProblem.text() != looked.error().text())
            qCWarning(logCore) << "the platform's orders cannot be read:" << looked.error().text();
    } else {
        for (const QString &done : looked->done)
            qCInfo(logCore) << "order:" << done;
        for (const Error &error : looked->errors)
            qCWarning(logCore) << "an order could not be served now:" << error.text();
    }
    if (acts)
        noteLook(looked ? Error() : looked.error());
    const bool isNews = !looked || !ordersProblem.message.isEmpty() || looked->changed > 0 || !looked->done.isEmpty();
    {
        const std::lock_guard lock(mutex);
        ordersProblem = looked ? Error() : looked.error();
    }
    if (isNews)
        tellOfOrders();
}

std::optional<Registry::PlatformLook> Fleet::Private::workersLook()
{
    // One that lives and does not look knows no platform, or hangs: nobody may wait for that.
    constexpr qint64 silentAfterMs = 60'000;
    if (!isLeftToWorker())
        return {};
    const auto look = registry->platformLook();
    return look && clock.wallMs() - look->lookedAt < silentAfterMs ? std::optional(*look) : std::nullopt;
}

/// Others are told at once what is new, and now and then that nothing is.
void Fleet::Private::noteLook(const Error &trouble)
{
    constexpr qint64 noteEveryMs = 10'000;
    const qint64 now = clock.wallMs();
    const bool isSame = trouble.text() == ownLook.trouble.text();
    if (isSame && ownLook.lookedAt > 0 && now - ownLook.lookedAt < noteEveryMs)
        return;
    Registry::PlatformLook look{now, trouble.message.isEmpty() ? now : ownLook.readAt, trouble};
    if (look.readAt == 0)
        look.readAt = registry->platformLook().value_or(Registry::PlatformLook()).readAt;
    if (const Status noted = registry->notePlatformLook(look); !noted)
        qCWarning(logCore) << "the look at the platform could not be noted:" << noted.error().text();
    else
        ownLook = look;
}

/// Until the platform says that something changed, or it is time to ask all the same.
void Fleet::Private::waitForOrders(const std::optional<qint64> &mark, const CancelToken &stop)
{
    constexpr auto askEvery = 2s;
    constexpr auto listenEvery = 20ms;
    const Deadline due = Deadline::in(askEvery);
    while (!due.expired() && !stop.waitFor(mark ? listenEvery : askEvery))
        if (const auto now = mark ? orders->changeMark() : Result<std::optional<qint64>>(std::nullopt);
            now && *now != mark)
            return;
}

void Fleet::Private::carryOrders()
{
    if (!orders || orderCare.joinable())
        return;
    orderCare = std::thread([this] {
        const CancelToken stop = careStop.token();
        do {
            // The mark is of before the look, so that what changes meanwhile counts as news.
            // Without a worker that reads them a window does; it sets nothing going by itself.
            std::optional<qint64> mark;
            if (!workersLook()) {
                mark = orders->changeMark().value_or(std::nullopt);
                lookAtOrders(isWorker);
            }
            waitForOrders(mark, stop);
        } while (!stop.isCancelled());
    });
}

} // namespace hermes
