#pragma once

#include "result.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QStringList>
#include <mutex>

namespace hermes::test {

/// Whoever issues keys behind the hooks of all hosts, by the contract of docs/tenant-keys.md. Thread-safe.
class SimulatedKeys {
public:
    /// The same keys at the same moment.
    void become(const SimulatedKeys &other)
    {
        const std::scoped_lock lock(m_mutex, other.m_mutex);
        m_issues = other.m_issues;
        m_issued = other.m_issued;
    }
    [[nodiscard]] int issued() const
    {
        const std::lock_guard lock(m_mutex);
        return m_issued;
    }
    /// Of the key that a tenant has; 0: none.
    [[nodiscard]] int numberOf(const QString &tenantId) const
    {
        const std::lock_guard lock(m_mutex);
        for (const Issue &one : m_issues)
            if (one.tenantId == tenantId && !one.isRevoked)
                return one.number;
        return 0;
    }
    [[nodiscard]] static QByteArray key(int number) { return "sk-" + QByteArray::number(number); }
    [[nodiscard]] Result<QByteArray> run(const QStringList &arguments, const QByteArray &input)
    {
        const QJsonDocument said = QJsonDocument::fromJson(input);
        const QString id = said[QStringLiteral("issue")].toString();
        const std::lock_guard lock(m_mutex);
        if (arguments == QStringList{QStringLiteral("revoke")}) {
            m_issues[id].isRevoked = true;
            return QByteArray();
        }
        Issue &one = m_issues[id];
        if (one.isRevoked)
            return fail(ErrorKind::Remote, QStringLiteral("the hook failed"), QStringLiteral("revoked already"));
        if (one.number == 0)
            one = {said[QStringLiteral("tenantId")].toString(), ++m_issued, false};
        return QJsonDocument(
            QJsonObject{{QStringLiteral("env"),
                            QJsonObject{{QStringLiteral("LLM_API_KEY"), QString::fromLatin1(key(one.number))}}},
                {QStringLiteral("ids"), QJsonObject{{QStringLiteral("llmApiTokenId"), one.number}}}})
            .toJson();
    }

private:
    struct Issue {
        QString tenantId;
        int number = 0;
        bool isRevoked = false;
    };
    mutable std::mutex m_mutex;
    QMap<QString, Issue> m_issues;
    int m_issued = 0;
};

} // namespace hermes::test
