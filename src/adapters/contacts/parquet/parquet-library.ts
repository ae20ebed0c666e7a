/** The only module that imports hyparquet, and only the parts that decode: reading and checking are smsctl's. */
export { assembleNested } from 'hyparquet/src/assemble.js';
export { parquetHeader, readPage } from 'hyparquet/src/column.js';
export { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
export { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
export { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
export { parquetMetadata, parquetSchema } from 'hyparquet/src/metadata.js';
export { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
export { snappyUncompress } from 'hyparquet/src/snappy.js';
export type {
  ColumnDecoder,
  ColumnMetaData,
  CompressionCodec,
  DecodedArray,
  FileMetaData,
  PageHeader,
  SchemaElement,
  SchemaTree,
} from 'hyparquet/src/types.js';
