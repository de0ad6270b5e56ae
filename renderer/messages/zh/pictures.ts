/** 笔记中图片与附件的文字。 */
import type { pictures as english } from '../en/pictures.ts';
import type { Message } from '../message.ts';

export const pictures: Record<keyof typeof english, Message> = {
  'command.insertFile': '插入图片或文件…',
  'command.describePicture': '图片：修改说明文字',
  'command.largerPicture': '图片：放宽',
  'command.smallerPicture': '图片：缩窄',
  'command.ownPictureSize': '图片：恢复原始大小',
  'pictures.missing': '找不到这张图片',
  'pictures.outside': '这张图片在笔记本之外，不予显示',
  'pictures.tooLarge': '这张图片太大，无法显示',
  'pictures.noPicture': '这个文件不是图片',
  'pictures.broken': '这张图片无法读取',
  'pictures.remote': '来自 {host} 的图片',
  'pictures.load': '加载这篇笔记的图片',
  'pictures.width': '图片宽度',
  'pictures.widthHow': '拖动调整宽度，双击恢复原始大小',
  'pictures.pixels': '{n} 像素',
  'pictures.adding': '正在添加 {name}：{percent}%',
  'pictures.cancel': '取消',
  'pictures.none': '这一行没有图片。',
  'pictures.tooLargeToAdd': '{name} 超过 50 MB，没有添加。',
  'pictures.noteLeft': '{name} 已存为 {path}，但原来的笔记已不在屏幕上。',
  'pictures.readOnly': '这篇笔记不能修改，因此没有添加任何内容。',
  'failed.openFile': '无法打开 {target}：',
  'pictures.noFile': '笔记本里没有 {target} 这个文件。',
  'pictures.fileTooLarge': '{path} 超过 50 MB，请在它所在的文件夹里打开。',
  'failed.addFile': '无法添加 {name}：',
};
