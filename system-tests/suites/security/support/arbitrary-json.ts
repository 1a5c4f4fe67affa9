import fc, { type Arbitrary } from 'fast-check';

/** The part of JSON Schema that zod writes and the OpenAPI document therefore speaks. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  readonly format?: string;
}

const MAX_ITEMS = 3;
const MAX_TEXT = 80;

/** Values that a JSON schema allows, or nearly: patterns are met, refinements in code may not be. */
export function arbitraryOf(schema: JsonSchema): Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(arbitraryOf));
  if (schema.allOf) {
    return fc.tuple(...schema.allOf.map(arbitraryOf)).map((parts) => Object.assign({}, ...parts) as unknown);
  }
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  switch (type) {
    case 'object':
      return arbitraryObject(schema);
    case 'array':
      return arbitraryArray(schema);
    case 'string':
      return arbitraryText(schema);
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -1_000_000, -2_147_483_648),
        max: Math.min(schema.maximum ?? 1_000_000, 2_147_483_647),
      });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function arbitraryObject({ properties = {}, required = [] }: JsonSchema): Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, arbitraryField(name, field)]),
  );
  return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
}

/** An address is tidied up before it is looked at: its schema says no more than that it is text. */
function arbitraryField(name: string, field: JsonSchema): Arbitrary<unknown> {
  const isAddress = name === 'email' && field.type === 'string' && field.format === undefined;
  return isAddress ? fc.oneof(fc.emailAddress(), arbitraryOf(field)) : arbitraryOf(field);
}

function arbitraryArray({ items, prefixItems, minItems = 0, maxItems = MAX_ITEMS }: JsonSchema): Arbitrary<unknown> {
  if (prefixItems) return fc.tuple(...prefixItems.map(arbitraryOf));
  const maxLength = Math.max(minItems, Math.min(maxItems, MAX_ITEMS));
  return fc.array(items ? arbitraryOf(items) : fc.jsonValue({ maxDepth: 1 }), { minLength: minItems, maxLength });
}

const FORMATS: Readonly<Record<string, Arbitrary<string>>> = {
  uuid: fc.uuid(),
  email: fc.emailAddress(),
  uri: fc.webUrl(),
  date: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
};

function arbitraryText({ format, pattern, minLength = 0, maxLength = MAX_TEXT }: JsonSchema): Arbitrary<string> {
  const ofFormat = format === undefined ? undefined : FORMATS[format];
  if (ofFormat) return ofFormat;
  // fast-check knows no look-ahead; a schema that needs one gets what fits its length.
  if (pattern !== undefined && !pattern.includes('(?=') && !pattern.includes('(?!')) {
    return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: Math.max(minLength, Math.min(maxLength, 200)) });
  }
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, MAX_TEXT)) });
}
