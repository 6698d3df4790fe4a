#pragma once

#include <QHash>
#include <QString>
#include <optional>
#include <set>

namespace hermes {

/// When each tenant is to be looked at next, in steady milliseconds. Finding the next one does not depend on how many
/// there are.
class DueTimes {
public:
    void set(const QString &tenantId, qint64 at)
    {
        const auto known = m_times.constFind(tenantId);
        if (known != m_times.constEnd())
            m_order.erase({*known, tenantId});
        m_times.insert(tenantId, at);
        m_order.insert({at, tenantId});
    }
    /// Takes out the tenant that is due first, if its time has come.
    std::optional<QString> take(qint64 now)
    {
        if (m_order.empty() || m_order.begin()->first > now)
            return {};
        const QString tenantId = m_order.begin()->second;
        m_order.erase(m_order.begin());
        m_times.remove(tenantId);
        return tenantId;
    }
    [[nodiscard]] std::optional<qint64> first() const
    {
        return m_order.empty() ? std::optional<qint64>() : m_order.begin()->first;
    }

private:
    QHash<QString, qint64> m_times;
    std::set<std::pair<qint64, QString>> m_order;
};

} // namespace hermes
