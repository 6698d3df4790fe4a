#include "fleetprivate.h"
#include "logging.h"

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Result<QStringList> Fleet::beginDrain(const QString &host, int atOnce)
{
    HERMES_ASSIGN(const Host asked, d->registry->host(host));
    HERMES_TRY(d->registry->beginDrain(asked.id, atOnce, d->options.actor));
    {
        const std::lock_guard lock(d->mutex);
        d->refusals.erase(asked.id);
    }
    d->notifyHost(host);
    return tenantsOn(host);
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
    HERMES_ASSIGN(const Host host, d->registry->hostById(hostId));
    for (int i = 0; i < inOneTurn && !call.cancel.isCancelled(); ++i) {
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
        const auto sent = migrate(due.first().name, {{}, {}, host.name}, false, {}, call);
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

void Fleet::carryDrains()
{
    static constexpr auto lookEvery = 1s;
    static constexpr auto fetchTime = 900s;
    if (d->drainCare.joinable())
        return;
    d->drainCare = std::thread([this] {
        const CancelToken stop = d->careStop.token();
        while (!stop.waitFor(lookEvery)) {
            const auto recorded = d->registry->drains();
            if (!recorded)
                continue;
            const bool goesOn
                = std::any_of(recorded->begin(), recorded->end(), [](const auto &drain) { return drain.endedAt == 0; });
            if (!goesOn || d->isLeftToWorker())
                continue;
            for (const auto &drain : *recorded)
                if (drain.endedAt == 0)
                    if (const Status done = stepDrain(drain.hostId, Call::in(fetchTime, stop)); !done)
                        qCWarning(logCore) << "a drain did not get on:" << done.error().text();
        }
    });
}

} // namespace hermes
