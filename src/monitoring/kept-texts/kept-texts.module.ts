import { Module } from '@nestjs/common';
import { KeepTexts } from './keep-texts.js';
import { KeptTextsRepository } from './kept-texts.repository.js';

/** Apart, because whoever asks Sectigo tells it what could not be read. */
@Module({ providers: [KeepTexts, KeptTextsRepository], exports: [KeepTexts, KeptTextsRepository] })
export class KeptTextsModule {}
