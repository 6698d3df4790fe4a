#pragma once

#include "recordlistmodel.h"
#include "records.h"
#include "result.h"
#include "secret.h"

#include <QHash>
#include <QMap>
#include <QUrl>

namespace hermes::desktop {

/// The secrets of a new tenant: those that its plan needs and those that the person adds, with what is wrong at each.
/// Values stay here, beside the rows that QML sees.
class TenantSecrets : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Overwrites the values; the rows stay until clear().
    void forgetValues() { m_values.clear(); }
    void clear();
    /// The names that the plan needs; rows that the person added stay.
    void setPlanKeys(const QStringList &keys);
    void add();
    void remove(int row);
    void setKey(int row, const QString &key);
    void setText(int row, const QString &value);
    /// Read on another thread; then changed() or failed().
    void setFile(int row, const QUrl &file);
    /// From now on an empty value is a fault too.
    void demandAll();
    void retranslate();

    [[nodiscard]] int errorCount() const;
    /// The names that have a value.
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] QMap<QString, Secret> values() const;
    [[nodiscard]] RecordListModel *model() { return &m_records; }

Q_SIGNALS:
    void changed();
    void failed(const hermes::Error &error);

private:
    void set(const QList<SecretRecord> &records);
    void takeFile(int row, const QString &name, const Result<Secret> &value);
    [[nodiscard]] QString errorOf(const SecretRecord &record) const;

    RecordList<SecretRecord> m_records;
    QHash<QString, Secret> m_values;
    bool m_tried = false;
};

} // namespace hermes::desktop
