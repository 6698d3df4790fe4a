#pragma once

#include "backend.h"
#include "problem.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The question whether a host's key is to be trusted: unknown (compare, then trust), changed (a hard stop; replaced
/// only after the host's name is typed), or revoked (no question: it is never trusted).
class TrustController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(bool hasKeyChanged READ hasKeyChanged NOTIFY changed)
    Q_PROPERTY(bool revoked READ isRevoked NOTIFY changed)
    Q_PROPERTY(QString host READ host NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString address READ address NOTIFY changed)
    Q_PROPERTY(QString keyType READ keyType NOTIFY changed)
    Q_PROPERTY(QString shown READ shown NOTIFY changed)
    Q_PROPERTY(QString shownAt READ shownAt NOTIFY changed)
    Q_PROPERTY(QString trusted READ trusted NOTIFY changed)
    Q_PROPERTY(QString trustedSince READ trustedSince NOTIFY changed)
    Q_PROPERTY(QString command READ command NOTIFY changed)
    Q_PROPERTY(QString pasted READ pasted WRITE setPasted NOTIFY changed)
    /// empty, same or different
    Q_PROPERTY(QString comparison READ comparison NOTIFY changed)
    Q_PROPERTY(QString comparisonText READ comparisonText NOTIFY changed)
    Q_PROPERTY(QString verb READ verb NOTIFY changed)
    Q_PROPERTY(QString typedName READ typedName WRITE setTypedName NOTIFY changed)
    Q_PROPERTY(bool allowed READ isAllowed NOTIFY changed)
    Q_PROPERTY(bool working READ isWorking NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    TrustController(Backend &backend, QObject *parent);

    [[nodiscard]] bool isOpen() const { return !m_host.isEmpty(); }
    [[nodiscard]] bool hasKeyChanged() const { return m_key.state == QLatin1StringView("CHANGED"); }
    [[nodiscard]] bool isRevoked() const { return m_key.state == QLatin1StringView("REVOKED"); }
    [[nodiscard]] QString host() const { return m_host; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString address() const { return m_address; }
    [[nodiscard]] QString keyType() const { return m_key.type; }
    [[nodiscard]] QString shown() const { return m_key.shown; }
    [[nodiscard]] QString shownAt() const;
    [[nodiscard]] QString trusted() const { return m_key.trusted; }
    [[nodiscard]] QString trustedSince() const { return m_key.trustedSince; }
    [[nodiscard]] QString command() const;
    [[nodiscard]] QString pasted() const { return m_pasted; }
    void setPasted(const QString &fingerprint);
    [[nodiscard]] QString comparison() const;
    [[nodiscard]] QString comparisonText() const;
    [[nodiscard]] QString verb() const;
    [[nodiscard]] QString typedName() const { return m_typedName; }
    void setTypedName(const QString &name);
    [[nodiscard]] bool isAllowed() const;
    [[nodiscard]] bool isWorking() const { return m_working; }
    [[nodiscard]] Problem *problem() { return &m_problem; }

    /// Reads the key that `host` shows and opens the question; failed() where it cannot be read, settled() where it is
    /// trusted already.
    Q_INVOKABLE void ask(const QString &host, const QString &address);
    Q_INVOKABLE void trust();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void copyBoth();
    Q_INVOKABLE void copyCommand();
    void retranslate() { Q_EMIT changed(); }

Q_SIGNALS:
    void changed();
    void failed(const QString &host, const hermes::Error &error);
    void settled(const QString &host);

private:
    void close();

    Backend &m_backend;
    Problem m_problem;
    QString m_host;
    QString m_address;
    QString m_asking;
    HostKeyFacts m_key;
    QString m_pasted;
    QString m_typedName;
    bool m_working = false;
};

} // namespace hermes::desktop
