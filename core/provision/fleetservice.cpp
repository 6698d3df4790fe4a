#include "fleetprivate.h"
#include "hosturls.h"

// The platform's own door: what its backend asks for, and what it is told.

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A backend asks every few seconds on behalf of whoever looks at the code.
constexpr qint64 lookMs = 30'000;
constexpr auto showEvery = 5s;
constexpr auto askEvery = 250ms;

/// A code may be shown while somebody polls it and it is not over.
bool isScannable(const BindSession &session, qint64 nowMs)
{
    return !session.link.isEmpty() && session.expiresAt > nowMs && session.pollerUntil > nowMs;
}

/// Nothing more happens to it without a scan, a person, or a wish.
bool isAtRest(const Fleet::Service &service)
{
    static const QStringList withoutCode{u"wait"_s, u"preparing"_s, u"masked"_s};
    const Phase phase = service.row->tenant.phase;
    const bool isOut = service.code && (!service.code->link.isEmpty() || !withoutCode.contains(service.code->state));
    return phase == Phase::Ready || phase == Phase::Blocked || service.row->tenant.presence != Presence::Present
        || (phase == Phase::BindWait && (isOut || !service.isPolled));
}

} // namespace

Result<Fleet::Service> Fleet::Private::service(const OrderView &order)
{
    Fleet::Service service;
    service.order = order;
    HERMES_ASSIGN(service.isPolled, registry->hasLiveWorker());
    if (order.tenantId.isEmpty())
        return service;
    HERMES_ASSIGN(const auto look, registry->lookById(order.tenantId));
    HERMES_ASSIGN(service.row, rowOf(look));
    const Tenant &tenant = service.row->tenant;
    HERMES_ASSIGN(const auto keys, registry->keysOf(tenant.id));
    if (keys)
        service.keyIds = keys->told[u"ids"_s].toObject();
    if (!tenant.hostId.isEmpty()) {
        HERMES_ASSIGN(const Host host, registry->hostById(tenant.hostId));
        service.mcpUrl = mcpUrl(host, tenant.tier);
        service.hermesUrl = dashboardUrl(host, service.row->ports.dashboard);
        if (!service.hermesUrl.isEmpty())
            service.dashboardToken = service.hermesUrl + u"/#__HERMES_SESSION_TOKEN__"_s;
    }
    if (service.row->session && tenant.phase == Phase::BindWait) {
        service.code = service.row->session;
        if (!isScannable(*service.code, clock.wallMs()))
            service.code->link.clear();
    }
    return service;
}

Status Fleet::Private::bringAlong(
    Fleet::Service &service, Deadline &lookAgain, const Progress &progress, const Call &call)
{
    if (!service.isPolled && !isAtRest(service)) {
        Status driven = drive(service.row->tenant.id, isServed, progress, call);
        HERMES_ASSIGN(service, this->service(service.order));
        // What needs a person is an answer.
        if (!driven && !isAtRest(service))
            return driven;
    }
    if (service.isPolled && service.row->tenant.phase == Phase::BindWait && lookAgain.expired()) {
        HERMES_ASSIGN(const BindSession session, registry->openBindSession(service.row->tenant.id, options.actor));
        HERMES_TRY(registry->showSession(session.id, clock.wallMs() + lookMs));
        lookAgain = Deadline::in(showEvery);
        HERMES_ASSIGN(service, this->service(service.order));
    }
    return {};
}

Result<Fleet::Service> Fleet::serveOrder(const QString &id, bool wait, const Progress &progress, const Call &call)
{
    HERMES_ASSIGN(OrderDesk * desk, orders());
    HERMES_ASSIGN(const auto asked, desk->serve(id));
    for (auto lookAgain = Deadline::in(0ms);;) {
        HERMES_ASSIGN(Service service, d->service(asked.order));
        HERMES_TRY(d->bringAlong(service, lookAgain, progress, call));
        if (!wait || isAtRest(service)) {
            service.unchanged = asked.unchanged;
            return service;
        }
        const auto pause = std::min<std::chrono::milliseconds>(askEvery, call.deadline.remaining());
        if (call.deadline.expired() || call.cancel.waitFor(pause))
            return fail(call.cancel.isCancelled() ? ErrorKind::Cancelled : ErrorKind::Timeout,
                translate("Fleet", "%1 is still %2 and time is up.")
                    .arg(service.row->tenant.name, phaseName(service.row->tenant.phase)),
                service.row->tenant.message,
                translate("Fleet", "Nothing is lost: the same command goes on from there; --timeout gives more time."));
    }
}

Result<Fleet::Service> Fleet::serviceOf(const QString &id)
{
    HERMES_ASSIGN(OrderDesk * desk, orders());
    HERMES_ASSIGN(const OrderView view, desk->order(id));
    return d->service(view);
}

} // namespace hermes
