#include "hostlistmodel.h"

#include "format.h"
#include "words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

QHash<int, QByteArray> HostListModel::roleNames() const
{
    return {{NameRole, "name"}, {AddressRole, "address"}, {StateRole, "hostState"}, {StateNameRole, "stateName"},
        {StateToneRole, "stateTone"}, {StateRingRole, "stateRing"}, {StateFilledRole, "stateFilled"},
        {StateDetailRole, "stateDetail"}, {EngineRole, "engine"}, {ApiRole, "api"}, {CapacityRole, "capacity"},
        {UsedRole, "used"}, {RoomRole, "room"}, {ShareRole, "share"}, {BarToneRole, "barTone"}, {TiersRole, "tiers"},
        {ErrorRole, "failing"}, {ErrorTitleRole, "errorTitle"}, {ErrorDetailRole, "errorDetail"},
        {ErrorHintRole, "errorHint"}, {AsksTrustRole, "asksTrust"}, {SeenRole, "seen"}, {SeenLateRole, "seenLate"},
        {GreyedRole, "greyed"}, {DescriptionRole, "description"}};
}

QVariant HostListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HostRow &row = m_shown.at(index.row());
    switch (role) {
    case NameRole:
        return row.name;
    case AddressRole:
        return row.address;
    case EngineRole:
        return row.engine.isEmpty() ? u"–"_s : row.engine;
    case ApiRole:
        return row.api;
    case SeenRole:
        return row.seenMs > 0 ? formatAge(m_now - row.seenMs) : u"–"_s;
    case SeenLateRole:
        return row.seenMs > 0 && m_now - row.seenMs >= lateMs;
    case GreyedRole:
        return m_stale || failing(row);
    case DescriptionRole:
        return u"%1, %2, %3"_s.arg(row.name, hostLook(row.state).name, row.address);
    default:
        break;
    }
    QVariant state = stateData(row, role);
    if (state.isValid())
        return state;
    const QVariant capacity = capacityData(row, role);
    return capacity.isValid() ? capacity : errorData(row, role);
}

QVariant HostListModel::stateData(const HostRow &row, int role) const
{
    const Look look = hostLook(row.state);
    switch (role) {
    case StateRole:
        return row.state;
    case StateNameRole:
        return look.name;
    case StateToneRole:
        return m_stale ? u"muted"_s : look.tone;
    case StateRingRole:
        return m_stale || look.ring;
    case StateFilledRole:
        return look.filled && !m_stale;
    case StateDetailRole:
        if (m_drains.contains(row.name))
            //: Under the state of a host that is being emptied: so many tenants are left
            return tr("draining, %n left", nullptr, m_drains.value(row.name));
        if (row.state == "CORDONED"_L1)
            //: Under the state of a host that takes no new tenants
            return row.roundTripMs >= 0 ? tr("%1 ms, takes no new").arg(row.roundTripMs) : tr("takes no new");
        if (row.state == "REACHABLE"_L1 && row.roundTripMs >= 0)
            return tr("%1 ms").arg(row.roundTripMs);
        return QString();
    default:
        return {};
    }
}

QVariant HostListModel::capacityData(const HostRow &row, int role) const
{
    const double share = row.capacity > 0 ? qMin(1.0, double(row.used) / row.capacity) : 0;
    switch (role) {
    case CapacityRole:
        return row.capacity;
    case UsedRole:
        return row.used;
    case RoomRole:
        //: Room for further tenants on a host, e.g. "2 free"
        return tr("%1 free").arg(row.room);
    case ShareRole:
        return share;
    case BarToneRole:
        return m_stale || failing(row)                  ? u"muted"_s
            : share >= fullShare || !row.full.isEmpty() ? u"warning"_s
                                                        : u"accent"_s;
    case TiersRole:
        return tiers(row);
    default:
        return {};
    }
}

QVariant HostListModel::errorData(const HostRow &row, int role) const
{
    switch (role) {
    case ErrorRole:
        return failing(row) && !row.errorMessage.isEmpty();
    case ErrorTitleRole:
        return row.errorMessage;
    case ErrorDetailRole:
        return row.errorDetail;
    case ErrorHintRole:
        return row.errorHint;
    case AsksTrustRole:
        return row.state == "KEY_UNKNOWN"_L1 || row.state == "KEY_CHANGED"_L1;
    default:
        return {};
    }
}

bool HostListModel::failing(const HostRow &row) const
{
    return row.state != "REACHABLE"_L1 && row.state != "CORDONED"_L1 && row.state != "CONNECTING"_L1;
}

QString HostListModel::tiers(const HostRow &row) const
{
    QStringList parts;
    if (row.containers > 0)
        parts.append(tr("%1 container").arg(row.containers));
    if (row.prefabs > 0)
        parts.append(tr("%1 prefab").arg(row.prefabs));
    if (row.shared > 0)
        parts.append(tr("%1 shared").arg(row.shared));
    return parts.isEmpty() ? tr("empty") : parts.join(u", "_s);
}

void HostListModel::setRows(QList<HostRow> rows)
{
    std::sort(rows.begin(), rows.end(), [](const HostRow &a, const HostRow &b) { return a.name < b.name; });
    m_rows = rows;
    show(filtered());
    Q_EMIT changed();
}

void HostListModel::updateRow(const HostRow &row)
{
    QList<HostRow> rows = m_rows;
    const auto found = std::find_if(rows.begin(), rows.end(), [&row](const HostRow &r) { return r.name == row.name; });
    if (found == rows.end())
        rows.append(row);
    else
        *found = row;
    setRows(rows);
}

QList<HostRow> HostListModel::filtered() const
{
    QList<HostRow> rows;
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(rows), [this](const HostRow &row) {
        return row.name.contains(m_filter, Qt::CaseInsensitive) || row.address.contains(m_filter, Qt::CaseInsensitive);
    });
    return rows;
}

void HostListModel::show(const QList<HostRow> &rows)
{
    const auto sameNames = rows.size() == m_shown.size()
        && std::equal(rows.begin(), rows.end(), m_shown.begin(),
            [](const HostRow &a, const HostRow &b) { return a.name == b.name; });
    if (!sameNames) {
        beginResetModel();
        m_shown = rows;
        endResetModel();
        Q_EMIT countChanged();
        return;
    }
    for (int row = 0; row < rows.size(); ++row) {
        if (rows.at(row) == m_shown.at(row))
            continue;
        m_shown[row] = rows.at(row);
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void HostListModel::setNow(qint64 nowMs)
{
    m_now = nowMs;
    emitAll({SeenRole, SeenLateRole});
}

void HostListModel::setStale(bool stale)
{
    m_stale = stale;
    emitAll({GreyedRole, StateToneRole, StateRingRole, StateFilledRole, BarToneRole});
}

void HostListModel::setDrains(const QMap<QString, int> &drains)
{
    m_drains = drains;
    emitAll({StateDetailRole});
}

void HostListModel::retranslate()
{
    emitAll({});
}

void HostListModel::emitAll(const QList<int> &roles)
{
    if (!m_shown.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_shown.size()) - 1), roles);
}

void HostListModel::setFilter(const QString &filter)
{
    if (m_filter == filter.trimmed())
        return;
    m_filter = filter.trimmed();
    show(filtered());
    Q_EMIT filterChanged();
}

const HostRow *HostListModel::find(const QString &name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&name](const HostRow &r) { return r.name == name; });
    return found == m_rows.end() ? nullptr : &*found;
}

QString HostListModel::nameAt(int row) const
{
    return row >= 0 && row < m_shown.size() ? m_shown.at(row).name : QString();
}

int HostListModel::rowOf(const QString &name) const
{
    for (int row = 0; row < m_shown.size(); ++row) {
        if (m_shown.at(row).name == name)
            return row;
    }
    return -1;
}

} // namespace hermes::desktop
