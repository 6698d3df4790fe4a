#pragma once

#include "backend.h"
#include "problem.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The bind code of the tenant in the pane: asked for and shown while somebody looks, masked in the moment its time
/// ends or nobody looks any more.
class BindController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    /// Whether the pane can be seen now; while it cannot, no code is out. It is asked for again when looked at again.
    Q_PROPERTY(bool looked READ isLooked WRITE setLooked NOTIFY lookedChanged)
    Q_PROPERTY(bool shown READ isShown NOTIFY changed)
    /// asking, live, scanned, digits, renewing, stale, confirmed or ended
    Q_PROPERTY(QString state READ state NOTIFY changed)
    /// What the code encodes; empty whenever it must not be seen.
    Q_PROPERTY(QString content READ content NOTIFY changed)
    Q_PROPERTY(QString remaining READ remaining NOTIFY ticked)
    Q_PROPERTY(double share READ share NOTIFY ticked)
    Q_PROPERTY(QString icon READ icon NOTIFY changed)
    Q_PROPERTY(QString tone READ tone NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString note READ note NOTIFY changed)
    Q_PROPERTY(QString asked READ asked NOTIFY ticked)
    /// What holds the login up just now, in the words of core; it goes on by itself. Empty: nothing.
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed)
    Q_PROPERTY(bool asksDigits READ asksDigits NOTIFY changed)
    Q_PROPERTY(bool digitsRefused READ digitsRefused NOTIFY changed)
    Q_PROPERTY(bool restartable READ isRestartable NOTIFY changed)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    BindController(Backend &backend, QObject *parent);

    [[nodiscard]] bool isShown() const { return !m_tenant.isEmpty() && m_facts.state != QLatin1StringView("NONE"); }
    [[nodiscard]] bool isLooked() const { return m_looked; }
    void setLooked(bool looked);
    [[nodiscard]] QString state() const;
    [[nodiscard]] QString content() const;
    [[nodiscard]] QString remaining() const;
    [[nodiscard]] double share() const;
    [[nodiscard]] QString icon() const;
    [[nodiscard]] QString tone() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString note() const;
    [[nodiscard]] QString asked() const;
    [[nodiscard]] QString trouble() const { return m_stale ? QString() : m_facts.problem; }
    [[nodiscard]] bool asksDigits() const { return m_facts.state.startsWith(QLatin1StringView("DIGITS")); }
    [[nodiscard]] bool digitsRefused() const { return m_facts.state == QLatin1StringView("DIGITS_REFUSED"); }
    [[nodiscard]] bool isRestartable() const { return m_facts.state == QLatin1StringView("ENDED"); }
    [[nodiscard]] Problem *problem() { return &m_problem; }

    /// The pane shows `tenant` (empty: none); its code is asked for if it waits for a scan and somebody stays on it.
    void watch(const QString &tenant, bool waits);
    void rebind(const QString &tenant);
    /// The tenant has a new generation: a rebind that was put aside is over.
    void replaced();
    void setNow(qint64 nowMs);
    void setStale(bool stale);
    void retranslate();

    Q_INVOKABLE void newCode();
    Q_INVOKABLE void again();
    /// Puts what the live code encodes on the clipboard; nothing while there is no live code.
    Q_INVOKABLE void copyLink() const;
    Q_INVOKABLE void enterDigits(const QString &digits);

Q_SIGNALS:
    void changed();
    void ticked();
    void lookedChanged();

private:
    void open(bool rebind);
    void close();
    /// Takes the code out of sight until somebody looks again.
    void pause();
    void take(const BindFacts &facts);
    [[nodiscard]] bool expired() const;

    Backend &m_backend;
    Problem m_problem;
    QTimer m_dwell;
    QTimer m_mask;
    QString m_tenant;
    BindFacts m_facts;
    qint64 m_now = 0;
    bool m_open = false;
    bool m_looked = true;
    bool m_paused = false;
    bool m_rebind = false;
    bool m_stale = false;
};

} // namespace hermes::desktop
