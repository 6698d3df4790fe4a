#pragma once

#include "settingscontroller.h"

#include <QSet>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// Tells that paid orders have waited for too long: in the window, and as a message of the system for who wishes that.
/// Once for each order, also when the program is begun anew within the hour. Neither says whose order it is or what
/// was paid: others may see it.
class NoticeController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    /// There is something that nobody has looked at yet.
    Q_PROPERTY(bool present READ isPresent NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString buttonText READ buttonText NOTIFY changed)
public:
    NoticeController(SettingsController &settings, QObject *parent);

    [[nodiscard]] bool isPresent() const { return !m_orders.isEmpty(); }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString buttonText() const;

    void setNow(qint64 nowMs) { m_now = nowMs; }
    /// These wait for too long now.
    void tell(const QStringList &orders);
    /// These do not wait any more, or somebody looks at them.
    void forget(const QSet<QString> &orders);
    void retranslate() { Q_EMIT changed(); }

    /// Shows the order, or, of several, the list of those that wait.
    Q_INVOKABLE void open();
    Q_INVOKABLE void dismiss();

Q_SIGNALS:
    void changed();
    /// A message for the system to show.
    void raised(const QString &title, const QString &text);
    /// `order` is empty where there are several.
    void opened(const QString &order);

private:
    [[nodiscard]] QStringList notToldBefore(const QStringList &orders);

    SettingsController &m_settings;
    QStringList m_orders; ///< told and not looked at
    QSet<QString> m_told; ///< since this program was begun
    qint64 m_now = 0;
};

} // namespace hermes::desktop
