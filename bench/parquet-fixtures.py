# Writes test/fixtures/parquet with pyarrow 25: python3 bench/parquet-fixtures.py test/fixtures/parquet
import base64
import datetime
import decimal
import os
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe

out = sys.argv[1]
os.makedirs(out, exist_ok=True)
number = decimal.Decimal
table = pa.table({
    'Name': pa.array(['Ada', 'Bob', '東京', None, 'Ed']),
    'Mobile': pa.array([447911123456, 447911123457, 447911123458, None, 9007199254740993], pa.int64()),
    'Decimal': pa.array([number('447911123456.00'), number('-1.50'), None, number('0'), number('12345678901234567890.12')], pa.decimal128(30, 2)),
    'Double': pa.array([4.47911123456e11, 0.5, float('nan'), None, 1e300]),
    'Float': pa.array([1234.0, 447911123456.0, 0.5, None, 2.0], pa.float32()),
    'Joined': pa.array([datetime.date(2024, 5, 6), None, datetime.date(1899, 12, 31), datetime.date(2024, 5, 6), None]),
    'Seen': pa.array([datetime.datetime(2024, 5, 6, 18, 0, 1), datetime.datetime(2024, 5, 6), None, None, datetime.datetime(1960, 1, 1, 0, 0, 0, 5)], pa.timestamp('us')),
    'Clock': pa.array([datetime.time(18, 5, 0), None, None, None, datetime.time(0, 0, 1)], pa.time64('us')),
    'OK': pa.array([True, False, None, True, False]),
    'Small': pa.array([1, 2, 3, None, 255], pa.uint8()),
    'Big': pa.array([18446744073709551615, 0, None, 1, 2], pa.uint64()),
    'Bytes': pa.array([b'+447911123456', b'tel', None, b'', b'x'], pa.binary()),
})
for codec in ['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4']:
    pq.write_table(table, f'{out}/types-{codec}.parquet', compression=codec)
pq.write_table(
    table, f'{out}/types-groups.parquet', compression='zstd', data_page_version='2.0', use_dictionary=False,
    column_encoding={
        'Name': 'DELTA_BYTE_ARRAY', 'Mobile': 'DELTA_BINARY_PACKED',
        'Bytes': 'DELTA_LENGTH_BYTE_ARRAY', 'Double': 'BYTE_STREAM_SPLIT',
    },
    row_group_size=2, write_page_checksum=True)

nested = pa.table({
    'name': pa.array(['Ada', 'Bob', 'Cy', None]),
    'phones': pa.array([['+447911123456', '+447911123457'], [], None, ['+447911123458']], pa.list_(pa.string())),
    'contact': pa.array([{'phone': '+447911123459', 'country': 'GB'}, None, {'phone': None, 'country': 'DE'}, {'phone': '+447911123460', 'country': None}]),
    'numbers': pa.array([[{'type': 'home', 'value': '+442071838750'}, {'type': 'mobile', 'value': '+447911123461'}], [], None, [{'type': 'work', 'value': '+442071838751'}]]),
    'tags': pa.array([[('a', '1')], None, [], [('b', '2')]], pa.map_(pa.string(), pa.string())),
})
pq.write_table(nested, f'{out}/nested.parquet')
# Lists that continue on the next page.
long = pa.table({'phones': pa.array([[f'+4479111{row:02d}{at:03d}' for at in range(120)] for row in range(6)])})
pq.write_table(long, f'{out}/long-lists.parquet', data_page_size=512, write_batch_size=7, use_dictionary=False)
pq.write_table(table.slice(0, 0), f'{out}/empty.parquet')
# Columns that smsctl uses, and others; in two groups.
columns = pa.table({
    'note': ['first', 'second', 'third'], 'Mobile': ['+447911123456', None, '+447911123458'],
    'Emergency contact phone': [None, '+447911123457', None], 'country': ['GB', 'GB', 'GB'], 'score': [1, 2, 3],
})
pq.write_table(columns, f'{out}/columns.parquet', row_group_size=2)


class Keys(pe.KmsClient):
    def __init__(self, _):
        pe.KmsClient.__init__(self)

    def wrap_key(self, key, _):
        return base64.b64encode(key)

    def unwrap_key(self, key, _):
        return base64.b64decode(key)


for name, plain in [('encrypted', False), ('encrypted-columns', True)]:
    config = pe.EncryptionConfiguration(footer_key='f', column_keys={'c': ['Mobile']}, plaintext_footer=plain)
    factory = pe.CryptoFactory(Keys)
    properties = factory.file_encryption_properties(pe.KmsConnectionConfig(), config)
    with pq.ParquetWriter(f'{out}/{name}.parquet', table.schema, encryption_properties=properties) as writer:
        writer.write_table(table)
