#include "fleetprivate.h"
#include "logging.h"
#include "placement.h"

#include <future>

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Result<QList<PlanStep>> Fleet::planDrain(const QString &host)
{
    HERMES_ASSIGN(const Host asked, d->registry->host(host));
    HERMES_ASSIGN(const auto tenants, d->registry->tenants());
    HERMES_ASSIGN(const auto loads, hostLoads(*d->registry));
    Registry::Drain drain;
    drain.hostId = asked.id;
    QList<PlanStep> steps;
    for (const auto &left : drainView(drain, tenants, loads, {}, d->clock.wallMs()).left)
        if (!left.isMoving)
            steps.append({u"migrate"_s, left.name,
                left.aim.isEmpty() ? left.obstacle : translate("Fleet", "to %1").arg(left.aim), false});
    return steps;
}

Result<Fleet::DrainBegun> Fleet::beginDrain(const QString &host, int atOnce)
{
    HERMES_ASSIGN(const Host asked, d->registry->host(host));
    HERMES_ASSIGN(const auto begun, d->registry->beginDrain(asked.id, atOnce, d->options.actor));
    {
        const std::lock_guard lock(d->mutex);
        d->refusals.erase(asked.id);
    }
    d->notifyHost(host);
    HERMES_ASSIGN(const QStringList names, tenantsOn(host));
    return DrainBegun{names, begun.drain.atOnce, begun.unchanged};
}

Result<bool> Fleet::endDrain(const QString &host)
{
    HERMES_ASSIGN(const Host asked, d->registry->host(host));
    HERMES_ASSIGN(const bool ended, d->registry->endDrain(asked.id, d->options.actor));
    if (ended)
        d->notifyHost(host);
    return ended;
}

Result<QList<DrainView>> Fleet::drains()
{
    HERMES_ASSIGN(const auto recorded, d->registry->drains());
    if (recorded.isEmpty())
        return QList<DrainView>();
    HERMES_ASSIGN(const auto tenants, d->registry->tenants());
    HERMES_ASSIGN(const auto loads, hostLoads(*d->registry));
    QList<DrainView> views;
    for (const auto &drain : recorded)
        views.append(drainView(drain, tenants, loads, d->refusalsOf(drain.hostId), d->clock.wallMs()));
    return views;
}

DrainRefusals Fleet::Private::refusalsOf(const QString &hostId)
{
    const std::lock_guard lock(mutex);
    const auto found = refusals.find(hostId);
    return found == refusals.end() ? DrainRefusals() : found->second;
}

/// Sends away who may go now. What that takes (an image that has to be fetched) is waited for here, the move is not.
Status Fleet::stepDrain(const QString &hostId, const Call &call)
{
    constexpr int inOneTurn = 16;
    constexpr auto fetchTime = 900s;
    HERMES_ASSIGN(const Host host, d->registry->hostById(hostId));
    for (int i = 0; i < inOneTurn && !call.cancel.isCancelled() && !call.deadline.expired(); ++i) {
        // Read for each anew: somebody may have stopped it meanwhile, and another program sends them away too.
        HERMES_ASSIGN(const auto recorded, d->registry->drains());
        const auto drain = std::find_if(recorded.begin(), recorded.end(),
            [&](const Registry::Drain &one) { return one.hostId == hostId && one.endedAt == 0; });
        if (drain == recorded.end())
            return {};
        HERMES_ASSIGN(const auto tenants, d->registry->tenants());
        if (isEmptied(*drain, tenants)) {
            HERMES_TRY(endDrain(host.name));
            return {};
        }
        const auto due = dueToLeave(*drain, tenants, d->refusalsOf(hostId), d->clock.wallMs());
        if (due.isEmpty())
            return {};
        const auto sent = migrate(due.first().name, {{}, {}, host.name}, false, {}, call.within(fetchTime));
        // That our own time is over says nothing of the tenant.
        if (!sent && (call.cancel.isCancelled() || call.deadline.expired()))
            return {};
        {
            const std::lock_guard lock(d->mutex);
            if (sent)
                d->refusals[hostId].erase(due.first().id);
            else
                d->refusals[hostId][due.first().id] = {sent.error(), d->clock.wallMs()};
        }
        d->notifyHost(host.name);
    }
    return {};
}

/// Looks each second while a drain goes on, else when something has changed. Each host has a thread of its own, so that
/// an image that is fetched for one holds up no other.
void Fleet::carryDrains()
{
    static constexpr auto lookEvery = 1s;
    if (d->drainCare.joinable())
        return;
    d->drainCare = std::thread([this] {
        const CancelToken stop = d->careStop.token();
        std::map<QString, std::future<void>> underWay;
        qint64 seen = -1;
        bool goesOn = true;
        while (!stop.waitFor(lookEvery)) {
            const auto version = d->registry->dataVersion();
            if (!version || (!goesOn && *version == seen))
                continue;
            const auto recorded = d->registry->drains();
            if (!recorded)
                continue;
            seen = *version;
            goesOn = false;
            for (const auto &drain : *recorded) {
                auto &step = underWay[drain.hostId];
                const bool isFree = !step.valid() || step.wait_for(0s) == std::future_status::ready;
                if (drain.endedAt > 0)
                    continue;
                goesOn = true;
                if (isFree && !d->isLeftToWorker())
                    step = std::async(std::launch::async, [this, hostId = drain.hostId, stop] {
                        if (const Status done = stepDrain(hostId, Call{Deadline::never(), stop}); !done)
                            qCWarning(logCore) << "a drain did not get on:" << done.error().text();
                    });
            }
        }
    });
}

} // namespace hermes
