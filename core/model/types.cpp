#include "types.h"

#include <QRegularExpression>
#include <array>

namespace hermes {

namespace {

template <class T, size_t N> QString nameIn(const std::array<const char *, N> &names, T value)
{
    return QString::fromLatin1(names.at(static_cast<size_t>(value)));
}

template <class T, size_t N> T valueIn(const std::array<const char *, N> &names, const QString &name, T fallback)
{
    for (size_t i = 0; i < N; ++i)
        if (name == QLatin1StringView(names.at(i)))
            return static_cast<T>(i);
    return fallback;
}

constexpr std::array phases{"REQUESTED", "PLACED", "IMAGE_READY", "CREATED", "STARTING", "HEALTHY", "BIND_WAIT",
    "REPLACING", "READY", "DEGRADED", "PAUSED", "DELETING", "GONE", "BACKOFF", "BLOCKED", "UNKNOWN"};
constexpr std::array tiers{"container", "prefab", "shared"};
constexpr std::array presences{"PRESENT", "PAUSED", "ABSENT"};
constexpr std::array conditions{"Paid", "Placed", "Image", "Running", "Healthy", "Bound", "Reachable", "InSync"};
constexpr std::array statuses{"True", "False", "Unknown"};

} // namespace

QString phaseName(Phase phase)
{
    return nameIn(phases, phase);
}
QString tierName(Tier tier)
{
    return nameIn(tiers, tier);
}
QString presenceName(Presence presence)
{
    return nameIn(presences, presence);
}
QString conditionName(ConditionType type)
{
    return nameIn(conditions, type);
}
QString conditionStatusName(ConditionStatus status)
{
    return nameIn(statuses, status);
}

Phase phaseFromName(const QString &name, Phase fallback)
{
    return valueIn(phases, name, fallback);
}
Presence presenceFromName(const QString &name)
{
    return valueIn(presences, name, Presence::Present);
}
ConditionType conditionFromName(const QString &name)
{
    return valueIn(conditions, name, ConditionType::Paid);
}
ConditionStatus conditionStatusFromName(const QString &name)
{
    return valueIn(statuses, name, ConditionStatus::Unknown);
}

bool tierFromName(const QString &name, Tier *tier)
{
    for (const Tier candidate : {Tier::Container, Tier::Prefab, Tier::Shared}) {
        if (name == tierName(candidate)) {
            *tier = candidate;
            return true;
        }
    }
    return false;
}

bool isHermesPath(const QString &path)
{
    static const QRegularExpression form(QStringLiteral("^(~?/)?[A-Za-z0-9._@+-][A-Za-z0-9._/@+-]*$"));
    return form.match(path).hasMatch();
}

bool isUrlFrom(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A(https?://)?([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}\\])\\z"));
    return form.match(text).hasMatch();
}

} // namespace hermes
