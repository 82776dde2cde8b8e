/** Systems Manager of the demo account. */
import { json11 } from '../protocols/json';
import type { DemoService } from './service';

const parameterPath = /^\/aws\/service\/global-infrastructure\/regions\/([\w-]+)(?:\/services\/([\w-]+))?$/;

export const ssm: DemoService = {
  protocol: json11,
  operations: {
    GetParameters: ({ description: { regions, regional } }, { parameters: { Names } }) => {
      const names = (Names ?? []) as readonly string[];
      const valueOf = (name: string): string | null => {
        const [, region = '', service] = parameterPath.exec(name) ?? [];
        if (!regions.some(one => one.name === region) || (service && regional?.notOffered?.[region]?.includes(service))) return null;
        return service ?? region;
      };
      return {
        Parameters: names.flatMap(Name => {
          const Value = valueOf(Name);
          return Value === null ? [] : [{ Name, Value, Type: 'String', Version: 1, DataType: 'text' }];
        }),
        InvalidParameters: names.filter(name => valueOf(name) === null),
      };
    },
  },
};
