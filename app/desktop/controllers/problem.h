#pragma once

#include "result.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The last failure of something the person asked for: what happened, the other side's words, what to do next.
class Problem : public QObject {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(bool present READ isPresent NOTIFY changed)
    Q_PROPERTY(QString message READ message NOTIFY changed)
    Q_PROPERTY(QString detail READ detail NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
public:
    using QObject::QObject;

    [[nodiscard]] bool isPresent() const { return !m_error.message.isEmpty(); }
    [[nodiscard]] QString message() const { return m_error.message; }
    [[nodiscard]] QString detail() const { return m_error.detail; }
    [[nodiscard]] QString hint() const { return m_error.hint; }

    void set(const Error &error)
    {
        m_error = error;
        Q_EMIT changed();
    }
    Q_INVOKABLE void clear() { set({}); }

Q_SIGNALS:
    void changed();

private:
    Error m_error = {};
};

} // namespace hermes::desktop
