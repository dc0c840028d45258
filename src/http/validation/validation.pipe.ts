import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { validateDto } from './validate-dto.js';
import { invalid } from './validation-faults.js';

/** Turns a body or a query into its DTO, or refuses the request with its faults, all at once. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (type !== 'body' && type !== 'query') return value;
    if (!metatype || metatype === Object) return value;
    const { dto, faults } = validateDto(metatype as new () => object, value ?? {});
    if (faults.length > 0) throw invalid(faults);
    return dto;
  }
}
