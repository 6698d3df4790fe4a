#pragma once

#include "backend.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// Whether the window is live, and since when not: the foot of the sidebar, the age at a page's title, the error
/// banner.
class LinkController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    /// connecting, live or lost
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(bool live READ isLive NOTIFY changed)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(bool lost READ isLost NOTIFY changed)
    Q_PROPERTY(QString word READ word NOTIFY changed)
    Q_PROPERTY(QString tone READ tone NOTIFY changed)
    Q_PROPERTY(QString age READ age NOTIFY ticked)
    Q_PROPERTY(QString updated READ updated NOTIFY ticked)
    Q_PROPERTY(QString registry READ registry NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString detail READ detail NOTIFY changed)
    Q_PROPERTY(QString nextTry READ nextTry NOTIFY ticked)
    Q_PROPERTY(QString reading READ reading NOTIFY changed)
    Q_PROPERTY(QString seenAt READ seenAt NOTIFY changed)
public:
    LinkController(Backend &backend, QObject *parent);

    [[nodiscard]] QString state() const { return m_link.state.toLower(); }
    [[nodiscard]] bool isLive() const { return m_link.state == QLatin1StringView("LIVE"); }
    [[nodiscard]] bool isLoading() const { return m_link.state == QLatin1StringView("CONNECTING"); }
    [[nodiscard]] bool isLost() const { return m_link.state == QLatin1StringView("LOST"); }
    [[nodiscard]] QString word() const;
    [[nodiscard]] QString tone() const;
    [[nodiscard]] QString age() const;
    [[nodiscard]] QString updated() const;
    [[nodiscard]] QString registry() const { return m_link.registry; }
    [[nodiscard]] QString title() const { return m_link.message; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString detail() const { return m_link.detail; }
    [[nodiscard]] QString nextTry() const;
    [[nodiscard]] QString reading() const;
    [[nodiscard]] QString seenAt() const;

    void setNow(qint64 nowMs);
    void retranslate();
    Q_INVOKABLE void retry();

Q_SIGNALS:
    void changed();
    void ticked();

private:
    Backend &m_backend;
    LinkFacts m_link;
    qint64 m_now = 0;
};

} // namespace hermes::desktop
