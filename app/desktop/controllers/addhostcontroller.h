#pragma once

#include "backend.h"
#include "problem.h"

#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

class HostListModel;

/// The Add host sheet. Adding records the host; whether its key is trusted is the next question (TrustController).
class AddHostController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
    Q_PROPERTY(QString nameError READ nameError NOTIFY changed)
    Q_PROPERTY(QString address READ address WRITE setAddress NOTIFY changed)
    Q_PROPERTY(QString addressError READ addressError NOTIFY changed)
    /// key, agent or password
    Q_PROPERTY(QString auth READ auth WRITE setAuth NOTIFY changed)
    Q_PROPERTY(QString identityFile READ identityFile WRITE setIdentityFile NOTIFY changed)
    Q_PROPERTY(QString identityError READ identityError NOTIFY changed)
    Q_PROPERTY(bool hasSecret READ hasSecret NOTIFY changed)
    Q_PROPERTY(QString secretError READ secretError NOTIFY changed)
    Q_PROPERTY(QString capacity READ capacity WRITE setCapacity NOTIFY changed)
    Q_PROPERTY(QString capacityError READ capacityError NOTIFY changed)
    Q_PROPERTY(QString ports READ ports WRITE setPorts NOTIFY changed)
    Q_PROPERTY(QString portsError READ portsError NOTIFY changed)
    Q_PROPERTY(QString dataRoot READ dataRoot WRITE setDataRoot NOTIFY changed)
    /// Tenants may also be units of its systemd, which run its own Hermes (hermesPath; empty: looked up there).
    Q_PROPERTY(bool allowPrefab READ allowsPrefab WRITE setAllowPrefab NOTIFY changed)
    Q_PROPERTY(QString hermesPath READ hermesPath WRITE setHermesPath NOTIFY changed)
    Q_PROPERTY(QString hermesError READ hermesError NOTIFY changed)
    /// Tenants may also live together in one container.
    Q_PROPERTY(bool allowShared READ allowsShared WRITE setAllowShared NOTIFY changed)
    Q_PROPERTY(int errorCount READ errorCount NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(bool working READ isWorking NOTIFY changed)
    Q_PROPERTY(QString verb READ verb NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    AddHostController(Backend &backend, const HostListModel &hosts, QObject *parent);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name) { assign(m_name, name); }
    [[nodiscard]] QString nameError() const;
    [[nodiscard]] QString address() const { return m_address; }
    void setAddress(const QString &address) { assign(m_address, address); }
    [[nodiscard]] QString addressError() const;
    [[nodiscard]] QString auth() const { return m_auth; }
    void setAuth(const QString &auth) { assign(m_auth, auth); }
    [[nodiscard]] QString identityFile() const { return m_identityFile; }
    void setIdentityFile(const QString &file) { assign(m_identityFile, file); }
    [[nodiscard]] QString identityError() const;
    [[nodiscard]] bool hasSecret() const { return !m_secret.isEmpty(); }
    [[nodiscard]] QString secretError() const;
    [[nodiscard]] QString capacity() const { return m_capacity; }
    void setCapacity(const QString &capacity) { assign(m_capacity, capacity); }
    [[nodiscard]] QString capacityError() const;
    [[nodiscard]] QString ports() const { return m_ports; }
    void setPorts(const QString &ports) { assign(m_ports, ports); }
    [[nodiscard]] QString portsError() const;
    [[nodiscard]] QString dataRoot() const { return m_dataRoot; }
    void setDataRoot(const QString &root) { assign(m_dataRoot, root); }
    [[nodiscard]] bool allowsPrefab() const { return m_allowPrefab; }
    void setAllowPrefab(bool allow);
    [[nodiscard]] bool allowsShared() const { return m_allowShared; }
    void setAllowShared(bool allow);
    [[nodiscard]] QString hermesPath() const { return m_hermesPath; }
    void setHermesPath(const QString &path) { assign(m_hermesPath, path); }
    [[nodiscard]] QString hermesError() const;
    [[nodiscard]] int errorCount() const;
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] bool isWorking() const { return m_working; }
    [[nodiscard]] QString verb() const;
    [[nodiscard]] Problem *problem() { return &m_problem; }

    Q_INVOKABLE void begin();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void submit();
    /// What a file dialog hands over.
    Q_INVOKABLE void chooseIdentityFile(const QUrl &file) { setIdentityFile(file.toLocalFile()); }
    /// The passphrase of the key or the password, as typed; kept until the host is added, shown nowhere.
    Q_INVOKABLE void setSecret(const QString &secret);

Q_SIGNALS:
    void changed();
    /// The first field that is wrong.
    void focusAsked(const QString &field);
    /// The host is recorded: ask about its key next.
    void added(const QString &name, const QString &address);

private:
    void assign(QString &member, const QString &value);
    [[nodiscard]] HostDraft draft() const;
    [[nodiscard]] QString firstWrongField() const;

    Backend &m_backend;
    const HostListModel &m_hosts;
    Problem m_problem;
    QString m_name;
    QString m_address;
    QString m_auth;
    QString m_identityFile;
    QString m_capacity;
    QString m_ports;
    QString m_dataRoot;
    QString m_hermesPath;
    bool m_allowPrefab = false;
    bool m_allowShared = false;
    Secret m_secret;
    bool m_open = false;
    bool m_working = false;
    bool m_tried = false;
};

} // namespace hermes::desktop
