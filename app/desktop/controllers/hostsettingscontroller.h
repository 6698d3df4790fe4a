#pragma once

#include "backend.h"
#include "problem.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// What a host takes: places, shares of its memory and disk, tiers. Shows what is so now; only what a person changed is
/// sent.
class HostSettingsController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    /// What is so now is not known yet.
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(bool ready READ isReady NOTIFY changed)
    Q_PROPERTY(QString host READ host NOTIFY changed)
    Q_PROPERTY(QString capacity READ capacity WRITE setCapacity NOTIFY changed)
    Q_PROPERTY(QString capacityError READ capacityError NOTIFY changed)
    Q_PROPERTY(QString capacityNote READ capacityNote NOTIFY changed)
    Q_PROPERTY(QString overcommit READ overcommit WRITE setOvercommit NOTIFY changed)
    Q_PROPERTY(QString overcommitError READ overcommitError NOTIFY changed)
    Q_PROPERTY(QString overcommitNote READ overcommitNote NOTIFY changed)
    Q_PROPERTY(QString reserve READ reserve WRITE setReserve NOTIFY changed)
    Q_PROPERTY(QString reserveError READ reserveError NOTIFY changed)
    Q_PROPERTY(QString reserveNote READ reserveNote NOTIFY changed)
    Q_PROPERTY(bool allowPrefab READ allowsPrefab WRITE setAllowPrefab NOTIFY changed)
    Q_PROPERTY(QString hermesPath READ hermesPath WRITE setHermesPath NOTIFY changed)
    Q_PROPERTY(QString hermesError READ hermesError NOTIFY changed)
    Q_PROPERTY(bool allowShared READ allowsShared WRITE setAllowShared NOTIFY changed)
    Q_PROPERTY(QString urlFrom READ urlFrom WRITE setUrlFrom NOTIFY changed)
    Q_PROPERTY(QString urlFromError READ urlFromError NOTIFY changed)
    Q_PROPERTY(QString urlFromNote READ urlFromNote NOTIFY changed)
    /// What is so already and does not change by this; empty: nothing is.
    Q_PROPERTY(QString warning READ warning NOTIFY changed)
    Q_PROPERTY(int errorCount READ errorCount NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(bool working READ isWorking NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    HostSettingsController(Backend &backend, QObject *parent);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// There is something to save.
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] QString host() const { return m_host; }
    [[nodiscard]] QString capacity() const { return m_capacity; }
    void setCapacity(const QString &capacity) { assign(m_capacity, capacity); }
    [[nodiscard]] QString capacityError() const;
    [[nodiscard]] QString capacityNote() const;
    [[nodiscard]] QString overcommit() const { return m_overcommit; }
    void setOvercommit(const QString &overcommit) { assign(m_overcommit, overcommit); }
    [[nodiscard]] QString overcommitError() const;
    [[nodiscard]] QString overcommitNote() const;
    [[nodiscard]] QString reserve() const { return m_reserve; }
    void setReserve(const QString &reserve) { assign(m_reserve, reserve); }
    [[nodiscard]] QString reserveError() const;
    [[nodiscard]] QString reserveNote() const;
    [[nodiscard]] bool allowsPrefab() const { return m_allowPrefab; }
    void setAllowPrefab(bool allow) { assign(m_allowPrefab, allow); }
    [[nodiscard]] QString hermesPath() const { return m_hermesPath; }
    void setHermesPath(const QString &path) { assign(m_hermesPath, path); }
    [[nodiscard]] QString hermesError() const;
    [[nodiscard]] bool allowsShared() const { return m_allowShared; }
    void setAllowShared(bool allow) { assign(m_allowShared, allow); }
    [[nodiscard]] QString urlFrom() const { return m_urlFrom; }
    void setUrlFrom(const QString &from) { assign(m_urlFrom, from); }
    [[nodiscard]] QString urlFromError() const;
    [[nodiscard]] QString urlFromNote() const;
    [[nodiscard]] QString warning() const;
    [[nodiscard]] int errorCount() const;
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] bool isWorking() const { return m_working; }
    [[nodiscard]] Problem *problem() { return &m_problem; }

    /// `tenants`: how many are on it.
    void begin(const QString &host, int tenants);
    /// What is so now; again after a failure.
    Q_INVOKABLE void read();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void submit();
    void retranslate() { Q_EMIT changed(); }

Q_SIGNALS:
    void changed();
    /// The first field that is wrong.
    void focusAsked(const QString &field);
    void saved(const QString &host);

private:
    template <class Value> void assign(Value &member, const Value &value)
    {
        if (member == value)
            return;
        member = value;
        m_problem.clear();
        Q_EMIT changed();
    }
    void take(const HostDetail &detail);
    [[nodiscard]] HostLimits wanted() const;

    Backend &m_backend;
    Problem m_problem;
    QString m_host;
    HostDetail m_detail; ///< what is so now
    int m_tenants = 0;
    QString m_capacity;
    QString m_overcommit;
    QString m_reserve;
    QString m_reserveBefore; ///< as text: what is not typed anew keeps its every byte
    QString m_hermesPath;
    QString m_urlFrom;
    bool m_allowPrefab = false;
    bool m_allowShared = false;
    bool m_open = false;
    bool m_loading = false;
    bool m_working = false;
    int m_round = 0;
};

} // namespace hermes::desktop
