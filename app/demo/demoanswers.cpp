#include "demofleet.h"
#include "demoready.h"

#include <algorithm>

// What the invented fleet answers when it is asked: plans, placements, checks.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

QList<PlanStep> DemoFleet::stepsOf(const NewTenant &request)
{
    const QString missing = words(QT_TRANSLATE_NOOP("Demo", "SILICONFLOW_API_KEY is missing"));
    const bool isPrefab = request.tier == "prefab"_L1;
    const bool hasKey = request.secretNames.contains(u"SILICONFLOW_API_KEY"_s) || request.planCode == "shared_lite"_L1;
    return QList<PlanStep>{{words(QT_TRANSLATE_NOOP("Demo", "Reserve ports")),
                               words(QT_TRANSLATE_NOOP("Demo", "8714 dashboard, 8715 API, loopback only")), {}},
        {words(QT_TRANSLATE_NOOP("Demo", "Image")),
            isPrefab ? words(QT_TRANSLATE_NOOP("Demo", "the host's own Hermes 0.13.0"))
                     : words(QT_TRANSLATE_NOOP("Demo", "nousresearch/hermes-agent:0.13.0, already there")),
            {}},
        {words(QT_TRANSLATE_NOOP("Demo", "Write its home")),
            isPrefab ? words(QT_TRANSLATE_NOOP("Demo", ".env, config.yaml, 14 skills linked"))
                     : words(QT_TRANSLATE_NOOP("Demo", ".env, config.yaml, 14 skills bind-mounted")),
            hasKey ? QString() : missing},
        {isPrefab ? words(QT_TRANSLATE_NOOP("Demo", "Create the systemd unit"))
                  : words(QT_TRANSLATE_NOOP("Demo", "Create container")),
            words(QT_TRANSLATE_NOOP("Demo", "%1, generation 1, 2 CPU, 4 GB")).arg(u"hermes-"_s + request.name), {}},
        {words(QT_TRANSLATE_NOOP("Demo", "Start and wait")),
            words(QT_TRANSLATE_NOOP("Demo", "until healthy and itself; usually 27 s, at most 3 min")), {}},
        {words(QT_TRANSLATE_NOOP("Demo", "Show the bind code")),
            words(QT_TRANSLATE_NOOP("Demo", "ready once the customer has scanned")), {}}};
}

QList<Placement> DemoFleet::placementsOn(const QList<HostRow> &hosts)
{
    QList<Placement> list;
    for (const HostRow &host : hosts) {
        QString reason;
        if (host.state == "CORDONED"_L1)
            reason = words(QT_TRANSLATE_NOOP("Demo", "cordoned"));
        else if (host.state != "REACHABLE"_L1)
            reason = words(QT_TRANSLATE_NOOP("Demo", "unreachable"));
        else if (host.room <= 0)
            reason = words(QT_TRANSLATE_NOOP("Demo", "full: %1 of %2 tenants")).arg(host.used).arg(host.capacity);
        list.append({host.name, reason.isEmpty(), reason, host.used, host.capacity, host.room});
    }
    std::stable_sort(list.begin(), list.end(), [](const Placement &a, const Placement &b) {
        return std::pair(!a.possible, a.tenants - a.capacity) < std::pair(!b.possible, b.tenants - b.capacity);
    });
    return list;
}

QList<HostCheck> DemoFleet::checks()
{
    return QList<HostCheck>{{u"ssh"_s, true, words(QT_TRANSLATE_NOOP("Demo", "signed in as ops, aes128-gcm")), {}, 9},
        {u"docker"_s, true, words(QT_TRANSLATE_NOOP("Demo", "engine 20.10.24, API 1.41")), {}, 1},
        {u"claim"_s, true, words(QT_TRANSLATE_NOOP("Demo", "ours, claim 1")), {}, 2},
        {u"image"_s, true, words(QT_TRANSLATE_NOOP("Demo", "nousresearch/hermes-agent:0.13.0")), {}, 1},
        {u"disk"_s, false, words(QT_TRANSLATE_NOOP("Demo", "93 % full")),
            words(QT_TRANSLATE_NOOP("Demo", "Remove old images on the host.")), 3}};
}

} // namespace hermes::desktop
